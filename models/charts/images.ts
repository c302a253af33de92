import { splitRegistry } from "../grammar/image.ts";
import { recordedChart } from "./charts.ts";
import type { RecordedImage } from "./record.ts";

/**
 * Patterns of Binary Authorization for all images of a chart; undefined for one that is not recorded. `*` stands for
 * anything but a slash at the end, `**` for anything.
 *
 * @param address name in a repository, or an `oci://` address
 */
export function chartImageSources(address: string): readonly string[] | undefined {
  const images = recordedChart(address)?.workloads.flatMap(({ containers }) =>
    containers.map(({ image }) => image),
  );
  return images && [...new Set(images.map(sourceOf))];
}

/** An organization's images; only the one of Docker's library, whose images come from many. */
function sourceOf({ registry, repository }: RecordedImage): string {
  const [owner = "", ...rest] = repository.split("/");
  return owner === "library" || rest.length === 0 ? `${registry}/${repository}*` : `${registry}/${owner}/**`;
}

/**
 * Whether a pattern admits an image. An image without a registry is Docker Hub's, as the container runtime takes it.
 * Source: Binary Authorization, AdmissionWhitelistPattern.
 */
export function admits(pattern: string, image: string): boolean {
  const name = fullName(image);
  if (pattern.endsWith("**")) {
    return name.startsWith(pattern.slice(0, -2));
  }
  if (pattern.endsWith("*")) {
    const start = pattern.slice(0, -1);
    return name.startsWith(start) && !name.slice(start.length).includes("/");
  }
  return name === pattern;
}

function fullName(image: string): string {
  const { registry, path } = splitRegistry(image);
  if (registry !== undefined) {
    return image;
  }
  return path.includes("/") ? `docker.io/${path}` : `docker.io/library/${path}`;
}
