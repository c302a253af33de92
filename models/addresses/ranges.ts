/**
 * IPv4 ranges for network policies. Clusters here are IPv4 only, GKE's default; a dual-stack cluster also needs the
 * IPv6 ranges.
 */

/** Every IPv4 address. */
export const ANYWHERE = "0.0.0.0/0";

/**
 * Ranges outside the public internet. Egress to external hosts excludes them, so that "a host on the internet" never
 * includes the cluster itself, the private network or the metadata server. Source: IANA IPv4 special-purpose address
 * registry.
 */
export const NOT_PUBLIC: readonly string[] = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

const RANGE = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** True for an IPv4 range such as `10.20.0.0/16` whose bits below the prefix are zero. */
export function isRange(text: string): boolean {
  const range = parse(text);
  return range !== undefined && (range.first & ~mask(range.prefix)) === 0;
}

/** True if every address of `inner` is in `outer`; false if either is not a range. */
export function contains(outer: string, inner: string): boolean {
  const wide = parse(outer);
  const narrow = parse(inner);
  if (!wide || !narrow || narrow.prefix < wide.prefix) {
    return false;
  }
  return (wide.first & mask(wide.prefix)) === (narrow.first & mask(wide.prefix));
}

/** True for an IPv4 address, which needs no name resolution. */
export function isAddress(text: string): boolean {
  return parse(`${text}/32`) !== undefined;
}

function parse(text: string): { first: number; prefix: number } | undefined {
  const parts = RANGE.exec(text)?.slice(1).map(Number);
  if (!parts) {
    return undefined;
  }
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = parts;
  if (Math.max(a, b, c, d) > 255 || prefix > 32) {
    return undefined;
  }
  return { first: (a << 24) | (b << 16) | (c << 8) | d, prefix };
}

/** A shift by 32 shifts by 0, so an empty prefix is a special case. */
function mask(prefix: number): number {
  return prefix === 0 ? 0 : -1 << (32 - prefix);
}
