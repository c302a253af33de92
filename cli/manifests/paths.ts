import { groupOf } from "#graph/kubernetes-types";
import { UsageError } from "../shared/errors.ts";
import type { HelmRelease, Manifest, Manifests } from "./manifests.ts";

/** The longest name of a file or directory that every common file system stores, in bytes. */
const LONGEST_SEGMENT = 255;

/** Names that Windows keeps for devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** What no object of Kubernetes may have in its name, and what would lead out of a directory. */
const NEVER_IN_NAMES = /[/\\%\p{Cc}]/u;

/**
 * A path for every object and release, relative to the directory: `objects/<cluster>/namespaces/<namespace>/` or
 * `objects/<cluster>/cluster/`, then `<kind>.<API group>-<name>.yaml`, without the group for the core API. Releases are
 * at `releases/<cluster>/<namespace>/<name>.yaml`. If there are several stacks, each has a directory.
 *
 * @throws UsageError if a name is not safe in a path, or two files would have one path on a file system that ignores case
 */
export function manifestPaths(
  { objects, releases }: Manifests,
  several: boolean,
): Map<string, Manifest | HelmRelease> {
  const paths = new Map<string, Manifest | HelmRelease>();
  const taken = new Map<string, string>();
  const add = (item: Manifest | HelmRelease, segments: readonly string[]) => {
    const all = several ? [item.stack, ...segments] : segments;
    const path = all.map((segment) => safeSegment(segment, item)).join("/");
    const other = taken.get(path.toLowerCase());
    if (other !== undefined) {
      throw new UsageError(
        `${item.urn} and ${other} would be written to one file, ${path}; print them as one stream without --out`,
      );
    }
    taken.set(path.toLowerCase(), item.urn);
    paths.set(path, item);
  };
  for (const object of objects) {
    add(object, objectSegments(object));
  }
  for (const release of releases) {
    add(release, ["releases", release.cluster, release.namespace ?? "default", `${release.name}.yaml`]);
  }
  return paths;
}

function objectSegments({ cluster, namespace, apiVersion, kind, name }: Manifest): string[] {
  const group = groupOf(apiVersion);
  const place = namespace === undefined ? ["cluster"] : ["namespaces", namespace];
  return ["objects", cluster, ...place, `${kind.toLowerCase()}${group && `.${group}`}-${name}.yaml`];
}

/** A name as one segment of a path; characters that are not safe everywhere become `%3A` and the like. */
function safeSegment(name: string, { urn }: Manifest | HelmRelease): string {
  const refuse = (reason: string) => {
    throw new UsageError(
      `${urn}: ${JSON.stringify(name)} cannot be part of a file's path: ${reason}; print it without --out`,
    );
  };
  if (name === "" || name === "." || name === ".." || NEVER_IN_NAMES.test(name)) {
    refuse('names in Kubernetes have no "/", "\\", "%" or control characters, and are not "." or ".."');
  }
  if (DEVICE.test(name)) {
    refuse("Windows reserves it for a device");
  }
  if (/[. ]$/.test(name)) {
    refuse("Windows drops a dot or space at the end");
  }
  const encoded = name.replace(/[^A-Za-z0-9._-]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join(""),
  );
  if (encoded.length > LONGEST_SEGMENT) {
    refuse(`it would take ${encoded.length} bytes, and file systems store ${LONGEST_SEGMENT}`);
  }
  return encoded;
}
