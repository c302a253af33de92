/** The parts of a container image's reference. */
export interface ImageReference {
  /** Registry and path, such as `ghcr.io/example/backend`. */
  readonly repository: string;
  readonly tag?: string;
  /** Such as `sha256:9f86d081…`. */
  readonly digest?: string;
}

const COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const DOMAIN_LABEL = "[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?";
const DOMAIN = `${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*(?::[0-9]+)?`;

/** Source: distribution/reference, the grammar of image references. */
const REPOSITORY = new RegExp(`^(?:${DOMAIN}/)?${COMPONENT}(?:/${COMPONENT})*$`);
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Longest repository, with its registry. */
const LONGEST = 255;

/** Splits a reference, whether or not it is valid; a colon before the last slash belongs to the registry. */
export function splitImage(reference: string): ImageReference {
  const [named = "", digest] = reference.split("@", 2);
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  return {
    repository: colon < 0 ? named : named.slice(0, colon),
    ...(colon < 0 ? {} : { tag: named.slice(colon + 1) }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/**
 * The registry and the path of a repository. Only a first part with a dot, a colon or the name localhost is a registry.
 * Source: distribution/reference.
 */
export function splitRegistry(repository: string): {
  /** Such as `ghcr.io`; undefined if none is named, which is Docker Hub for runtimes. */
  readonly registry: string | undefined;
  readonly path: string;
} {
  const [first = "", ...rest] = repository.split("/");
  return rest.length > 0 && (/[.:]/.test(first) || first === "localhost")
    ? { registry: first, path: rest.join("/") }
    : { registry: undefined, path: repository };
}

/** The parts of a reference; undefined if no registry could have it, such as one with capitals in its path. */
export function parseImage(reference: string): ImageReference | undefined {
  const { repository, tag, digest } = splitImage(reference);
  const valid =
    repository.length <= LONGEST &&
    REPOSITORY.test(repository) &&
    (tag === undefined || TAG.test(tag)) &&
    (digest === undefined || DIGEST.test(digest)) &&
    reference.split("@").length <= 2;
  return valid ? splitImage(reference) : undefined;
}
