import { type Grammar, pattern, upTo } from "./grammar.ts";

/** Name of most Kubernetes objects (RFC 1123 label): up to 63 lower-case letters, digits and inner hyphens. */
export const dnsLabel: Grammar = pattern(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, "DNS labels");

/** Name of a Kubernetes Secret or ConfigMap (RFC 1123 subdomain): labels with dots, up to 253 characters. */
export const dnsSubdomain: Grammar = upTo(
  253,
  pattern(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, "DNS names"),
);

const HOST_LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
const HOST = new RegExp(`^(${HOST_LABEL}\\.)+(?=[^.]*[a-z])${HOST_LABEL}$`);

/**
 * Full host name: two labels at least, of up to 63 characters each and 253 together, in lower case and without the
 * final dot. The last label is never a number, so that no address passes. Sources: RFC 1035, RFC 1123.
 */
export const hostName: Grammar = upTo(253, pattern(HOST, "host names such as www.example.com"));

/** As {@link hostName}; its first label may be `*`, as in certificates. */
export const wildcardHostName: Grammar = (text) =>
  hostName(text.startsWith("*.") ? text.slice(2) : text) === undefined
    ? undefined
    : "host names such as www.example.com or *.example.com";

/** Name of a header: a token. Source: RFC 9110, section 5.1. */
export const headerName: Grammar = pattern(
  /^[\w!#$%&'*+.^`|~-]+$/,
  "names of headers, such as X-Frame-Options",
);

/** Headers of one connection, which a proxy does not forward. Source: RFC 9110, section 7.6.1. */
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Whether a header belongs to one connection. */
export function isHopByHop(header: string): boolean {
  return HOP_BY_HOP.includes(header.toLowerCase());
}

/** Headers that a server writes itself: a second one would contradict the first. */
const BY_SERVER = [...HOP_BY_HOP, "content-length", "date", "server"];

/** Name of a header that a response may be given. */
export const responseHeaderName: Grammar = (text) =>
  headerName(text) ??
  (BY_SERVER.includes(text.toLowerCase()) ? `headers other than ${BY_SERVER.join(", ")}` : undefined);
