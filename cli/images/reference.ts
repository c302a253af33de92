/** An image by its parts. */
export interface ImageReference {
  /** Such as `ghcr.io`; "docker.io" if a reference names none, as runtimes take it. */
  readonly registry: string;
  /** Such as `example/backend`. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** Such as `sha256:9f86d081…`. */
  readonly digest: string | undefined;
}

/** Splits `registry:5000/path/name:tag@sha256:…`; a colon before the last slash belongs to the registry. */
export function parseReference(reference: string): ImageReference {
  const [named = "", digest] = reference.split("@", 2);
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  const path = colon < 0 ? named : named.slice(0, colon);
  const [first = "", ...rest] = path.split("/");
  // Source: distribution/reference: only a first part with a dot, a colon or the name localhost is a host.
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  return {
    registry: isHost ? first : "docker.io",
    repository: isHost ? rest.join("/") : path,
    tag: colon < 0 ? undefined : named.slice(colon + 1),
    digest,
  };
}
