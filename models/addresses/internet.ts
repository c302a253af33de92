import { isIPv4, isIPv6 } from "node:net";
import { addressNumber } from "./number.ts";
import { NOT_PUBLIC } from "./ranges.ts";

/** Global unicast, of which the internet's IPv6 addresses are. Source: IANA IPv6 address space registry. */
const PUBLIC_V6 = "2000::/3";

/** Consecutive addresses of one version, both ends included. */
interface Interval {
  readonly version: 4 | 6;
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * The share of the internet that ranges have together, from 0 to 1: of its IPv4 or its IPv6 addresses, whichever is
 * more. Private and reserved addresses are not of the internet; ranges that overlap count once; a text that is no range
 * counts nothing.
 *
 * @param blocks such as `10.0.0.0/8` or `::/0`, with or without host bits, single addresses, or `*` for all
 */
export function internetShare(blocks: readonly (string | Block)[]): number {
  const opened = blocks.flatMap((block) =>
    typeof block === "string" ? intervals([block]) : minus(intervals([block.cidr]), intervals(block.except)),
  );
  return Math.max(...[INTERNET_V4, INTERNET_V6].map((all) => ratio(size(within(opened, all)), size(all))));
}

/** A block, and the blocks inside it that are left out. */
export interface Block {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** `the whole internet`, or a share such as `56 % of the internet`, never rounded up. */
export function describeShare(share: number): string {
  if (share >= 1) {
    return "the whole internet";
  }
  const percent = share * 100;
  const digits = percent >= 10 ? 0 : percent >= 1 ? 1 : 2;
  return `${Math.floor(percent * 10 ** digits) / 10 ** digits} % of the internet`;
}

function intervals(ranges: readonly string[]): Interval[] {
  return ranges.flatMap((range) => (range === "*" ? ALL : (interval(range) ?? [])));
}

function interval(range: string): Interval | undefined {
  const [address = "", length, ...rest] = range.trim().split("/");
  const version = isIPv4(address) ? 4 : isIPv6(address) ? 6 : undefined;
  const bits = version === 4 ? 32 : 128;
  const fixed = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (!version || rest.length > 0 || !(fixed <= bits)) {
    return undefined;
  }
  const host = BigInt(bits - fixed);
  const from = (addressNumber(address) >> host) << host;
  return { version, from, to: from + (1n << host) - 1n };
}

const ALL = ["0.0.0.0/0", "::/0"].flatMap((range) => interval(range) ?? []);
const INTERNET_V4 = minus(intervals(["0.0.0.0/0"]), intervals(NOT_PUBLIC));
const INTERNET_V6 = intervals([PUBLIC_V6]);

/** The same addresses in order, without overlaps. */
function merged(list: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  const byStart = [...list].sort(
    (left, right) => left.version - right.version || (left.from < right.from ? -1 : 1),
  );
  for (const next of byStart) {
    const last = result.at(-1);
    if (last && last.version === next.version && next.from <= last.to + 1n) {
      result[result.length - 1] = { ...last, to: last.to > next.to ? last.to : next.to };
    } else {
      result.push(next);
    }
  }
  return result;
}

/** What of the first is also in the second. */
function within(list: readonly Interval[], others: readonly Interval[]): Interval[] {
  return merged(list).flatMap((each) =>
    others
      .filter(({ version }) => version === each.version)
      .map(({ version, from, to }) => ({
        version,
        from: from > each.from ? from : each.from,
        to: to < each.to ? to : each.to,
      }))
      .filter(({ from, to }) => from <= to),
  );
}

/** What of the first is not in the second. */
function minus(list: readonly Interval[], others: readonly Interval[]): readonly Interval[] {
  return others.reduce<readonly Interval[]>(
    (rest, { version, from, to }) =>
      rest.flatMap((each) =>
        version !== each.version || to < each.from || each.to < from
          ? [each]
          : [
              { version, from: each.from, to: from - 1n },
              { version, from: to + 1n, to: each.to },
            ].filter((part) => part.from <= part.to),
      ),
    list,
  );
}

function size(list: readonly Interval[]): bigint {
  return list.reduce((sum, { from, to }) => sum + to - from + 1n, 0n);
}

/** With a precision of one in a thousand million. */
function ratio(part: bigint, whole: bigint): number {
  return part === whole ? 1 : Number((part * 1_000_000_000n) / whole) / 1e9;
}
