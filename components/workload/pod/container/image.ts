import type { ImageFact } from "#graph/facts/workload";
import type { ArgumentChecks } from "../../../core/arguments.ts";

const BY_DIGEST = /^[a-z0-9][\w.:/-]*@sha256:[0-9a-f]{64}$/;
const BY_TAG = /^[a-z0-9][\w./-]*(?::\d+\/[\w./-]+)?:(?!latest$)[\w][\w.-]{0,127}$/;

/**
 * Images are pinned by digest, so that the tested and scanned image runs on every node and after every restart. A tag
 * can move; it is accepted only if explicitly allowed.
 */
export function checkImage(checks: ArgumentChecks, image: string, allowTag: boolean): void {
  const accepted = BY_DIGEST.test(image) || (allowTag && BY_TAG.test(image));
  const allowed = allowTag
    ? "name@sha256:<64 hex digits>, or name:tag with a tag other than latest"
    : "name@sha256:<64 hex digits> (allowTag: true also takes name:tag)";
  checks.that(accepted, "image", image, allowed);
}

/** The content of a digest never changes; a tag may have moved since the node last pulled it. */
export function pullPolicyOf(image: string): "IfNotPresent" | "Always" {
  return BY_DIGEST.test(image) ? "IfNotPresent" : "Always";
}

/** Published facts of an image. */
export function imageFact(image: string): ImageFact {
  const [name = image, digest] = image.split("@");
  const colon = name.lastIndexOf(":");
  const tagged = colon > name.lastIndexOf("/");
  return {
    repository: tagged ? name.slice(0, colon) : name,
    ...(digest === undefined ? {} : { digest }),
    ...(tagged ? { tag: name.slice(colon + 1) } : {}),
  };
}
