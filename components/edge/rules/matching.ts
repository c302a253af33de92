import type { RequestsFact } from "#graph/facts/edge";
import { always, and, not, or } from "#models/cloudflare/expression/build";
import { request } from "#models/cloudflare/expression/fields";
import type { Expression } from "#models/cloudflare/expression/syntax";
import { normalName } from "#models/dns/names";

/** Which requests a rule matches; all given conditions must hold. */
export interface RequestMatch {
  /** Host names. Default: every host of the zone. */
  readonly hosts?: readonly string[];
  /** Path prefixes, such as `/api/`; any of them. Default: every path. */
  readonly paths?: readonly string[];
  /** File extensions in lower case, any of them; "" for paths without one. Default: all. */
  readonly extensions?: readonly string[];
  /** Excluded path prefixes. Default: none. */
  readonly except?: readonly string[];
  /** Additional condition. */
  readonly when?: Expression;
}

/** Images that the edge caches. Source: Cloudflare docs, default cache behavior, file extensions. */
export const IMAGES = ["avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"] as const;

/** Fonts, without SVG, which counts as an image. */
export const FONTS = ["eot", "otf", "ttc", "ttf", "woff", "woff2"] as const;

/** Pages: HTML files and paths without an extension, for which single-page applications return HTML. */
export const DOCUMENTS = ["", "htm", "html"] as const;

export const SCRIPTS_AND_STYLES = ["css", "js", "mjs"] as const;

/** @public */
export function matching(match: RequestMatch): Expression {
  const { hosts = [], paths = [], extensions = [], except = [] } = match;
  const terms = [
    ...(hosts.length > 0 ? [request.host.in(...hosts.map(normalName))] : []),
    ...(paths.length > 0 ? [or(...paths.map(startsWith))] : []),
    ...(extensions.length > 0 ? [request.extension.in(...extensions)] : []),
    ...(match.when ? [match.when] : []),
    ...except.map((path) => not(startsWith(path))),
  ];
  return terms.length > 0 ? and(...terms) : always();
}

/** The published part of a match: all but expressions and exclusions. @internal */
export function requestsOf({ hosts, paths, extensions }: RequestMatch): RequestsFact {
  return { ...(hosts && { hosts }), ...(paths && { paths }), ...(extensions && { extensions }) };
}

/** The label of a rule's fact, if it has one. @internal */
export function labelOf({ label }: { readonly label?: string }): { readonly label?: string } {
  return label === undefined ? {} : { label };
}

function startsWith(path: string): Expression {
  return request.path.startsWith(path);
}
