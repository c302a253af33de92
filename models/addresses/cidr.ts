/** A range of IPv4 addresses: its first address as a number, and the number of fixed leading bits. */
export interface Cidr {
  readonly first: number;
  /** 0 to 32. */
  readonly prefix: number;
}

/**
 * Reads a range such as `10.20.0.0/16`. Undefined if the text is not a range, or its first address has host bits set.
 */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  const [octets, prefix] = [match?.slice(1, 5).map(Number) ?? [], Number(match?.[5])];
  if (!match || prefix > 32 || octets.some((octet) => octet > 255)) {
    return undefined;
  }
  const first = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return first % 2 ** (32 - prefix) === 0 ? { first, prefix } : undefined;
}

export function formatCidr({ first, prefix }: Cidr): string {
  return `${formatAddress(first)}/${prefix}`;
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** Number of addresses in a range. */
export function sizeOf({ prefix }: Cidr): number {
  return 2 ** (32 - prefix);
}

/** The nth subnet of a range with this prefix length, counted from 0; subnets of one length never overlap. */
export function partOf(range: Cidr, prefix: number, index: number): Cidr {
  return { first: range.first + index * 2 ** (32 - prefix), prefix };
}

export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.first < other.first + sizeOf(other) && other.first < one.first + sizeOf(one);
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return inner.first >= outer.first && inner.first + sizeOf(inner) <= outer.first + sizeOf(outer);
}
