import type { ArgumentChecks } from "../../../core/arguments.ts";

const BY_DIGEST = /^[a-z0-9][\w.:/-]*@sha256:[0-9a-f]{64}$/;
const BY_TAG = /^[a-z0-9][\w./-]*(?::\d+\/[\w./-]+)?:(?!latest$)[\w][\w.-]{0,127}$/;

/**
 * Images are named by digest, so that what was tested and scanned is what runs, on every node and after every
 * restart. A tag may move; it is accepted only where that is said.
 */
export function checkImage(checks: ArgumentChecks, image: string, allowTag: boolean): void {
  const accepted = BY_DIGEST.test(image) || (allowTag && BY_TAG.test(image));
  const allowed = allowTag
    ? "name@sha256:<64 hex digits>, or name:tag with a tag other than latest"
    : "name@sha256:<64 hex digits> (allowTag: true also takes name:tag)";
  checks.that(accepted, "image", image, allowed);
}

/** A digest never changes its content; a tag might have been moved since the node last pulled it. */
export function pullPolicyOf(image: string): "IfNotPresent" | "Always" {
  return BY_DIGEST.test(image) ? "IfNotPresent" : "Always";
}

/** Short form for people, such as `backend@sha256:9f86d081` or `nginx:1.25-alpine`. */
export function shortImage(image: string): string {
  const file = image.slice(image.lastIndexOf("/") + 1);
  return file.replace(/(@sha256:[0-9a-f]{8})[0-9a-f]+$/, "$1");
}
