import type { ImageFact } from "#graph/facts/workload";
import { parseImage, splitImage } from "#models/grammar/image";
import type { ArgumentChecks } from "../../../core/arguments.ts";

/**
 * Images are pinned by digest, so that the tested and scanned image runs on every node and after every restart. A tag
 * can move; it is accepted only if explicitly allowed.
 *
 * @param argument key path in messages
 */
export function checkImage(
  checks: ArgumentChecks,
  image: string,
  allowTag: boolean,
  argument = "image",
): void {
  const { tag, digest } = (typeof image === "string" && parseImage(image)) || {};
  const accepted = digest !== undefined || (allowTag && tag !== undefined && tag !== "latest");
  const allowed = allowTag
    ? "name@sha256:<64 hex digits>, or name:tag with a tag other than latest"
    : "name@sha256:<64 hex digits> (allowTag: true also takes name:tag)";
  checks.that(accepted, argument, image, allowed);
}

/** The content of a digest never changes; a tag may have moved since the node last pulled it. */
export function pullPolicyOf(image: string): "IfNotPresent" | "Always" {
  return splitImage(image).digest === undefined ? "Always" : "IfNotPresent";
}

/** Published facts of an image. */
export function imageFact(image: string): ImageFact {
  return splitImage(image);
}
