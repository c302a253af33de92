import { splitImage, splitRegistry } from "#models/grammar/image";

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
  const { repository, tag, digest } = splitImage(reference);
  const { registry = "docker.io", path } = splitRegistry(repository);
  return { registry, repository: path, tag, digest };
}
