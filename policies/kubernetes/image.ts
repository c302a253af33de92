/** The parts of an image reference that identify the image. */
export interface ImageReference {
  readonly tag: string | undefined;
  /** Such as `sha256:…`. */
  readonly digest: string | undefined;
}

/** Splits `registry:5000/name:tag@sha256:…`; a colon before the last slash belongs to the registry. */
export function parseImage(reference: string): ImageReference {
  const [named = "", digest] = reference.split("@", 2);
  const name = named.slice(named.lastIndexOf("/") + 1);
  const colon = name.indexOf(":");
  return { tag: colon < 0 ? undefined : name.slice(colon + 1), digest };
}
