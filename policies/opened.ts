import { type Block, describeShare, internetShare } from "#models/addresses/internet";
import { asUnknownValue, type Property, type UnknownValue, type Violation } from "./property.ts";

/**
 * Least share of the internet that counts as open: three million IPv4 addresses, more than the edge networks and
 * offices that lists of sources name. Cloudflare's ranges together are less than half of it.
 */
const LEAST = 0.001;

/** From this share on a violation has the severity of its rule; below it, "medium". */
const WIDE = 0.01;

const SHOWN = 3;

/** Address ranges that something lets in, as a program gives them. */
export interface Sources {
  /** The list, which a violation names. */
  readonly list: Property;
  /** The ranges, each by itself. Default: the elements of the list. */
  readonly ranges?: Iterable<Property>;
  /** How a range is read. Default: as text. */
  readonly read?: (range: Property) => string | Block;
}

/**
 * A violation if ranges open a share of the internet: together, whatever their number and notation. Throws if ranges
 * that are not known could.
 *
 * @param words the violation for a share, such as `open to 56 % of the internet (0.0.0.0/1)`
 */
export function* openTo(
  { list, ranges = list.items(), read = (range) => range.text() ?? "" }: Sources,
  words: (share: string) => string,
): Iterable<Violation> {
  const known: (string | Block)[] = [];
  let unknown: UnknownValue | undefined;
  for (const range of ranges) {
    try {
      known.push(read(range));
    } catch (cause) {
      unknown ??= asUnknownValue(cause);
    }
  }
  const share = internetShare(known);
  if (share >= LEAST) {
    const severity = share >= WIDE ? undefined : "medium";
    yield list.violation(words(`${describeShare(share)} (${widest(known)})`), severity);
  } else if (unknown) {
    throw unknown;
  }
}

/** Whether ranges open a share of the internet that counts. */
export function isOpen(ranges: readonly string[]): boolean {
  return internetShare(ranges) >= LEAST;
}

/** The ranges that open most, in the order of the list. */
function widest(ranges: readonly (string | Block)[]): string {
  const shares = ranges
    .map((range) => ({ name: typeof range === "string" ? range : range.cidr, share: internetShare([range]) }))
    .filter(({ share }) => share > 0);
  const shown = shares.toSorted((left, right) => right.share - left.share).slice(0, SHOWN);
  const names = shares.filter((each) => shown.includes(each)).map(({ name }) => name);
  const rest = shares.length - names.length;
  return names.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
