import { type Cidr, contains, formatCidr, parseCidr, partOf } from "#models/addresses/cidr";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { slotOfRegion } from "./region-slots.ts";

/** Inputs of an address plan. */
export interface AddressPlanArgs {
  /**
   * Range of all addresses, private (RFC 1918) or shared (100.64.0.0/10), of /19 or larger. Default "10.0.0.0/8".
   * Changing it moves every address and so replaces every subnet.
   */
  readonly base?: string;
  /**
   * Prefix length of a region's block. Default: a 64th of the base, 14 in a /8, which has 131,072 pod addresses, for
   * 1,024 nodes of up to 64 pods. At most 20: a cluster's pods need at least a /21 (source: GKE, IP address range
   * planning).
   */
  readonly blockPrefix?: number;
}

/** The place of one region, or of one cluster's share of a region, in the plan. */
export interface RegionSlot {
  /** Region, such as `us-central1`. Default: the key of the map. */
  readonly region?: string;
  /**
   * Its block of the base, from 1. Default: the fixed slot of a known region. Required for a second entry in the same
   * region, and for a region unknown to the plan; the highest numbers are free.
   */
  readonly slot?: number;
}

/** Addresses of one region: four ranges from one block, so that a peer only has to route the block. */
export interface RegionAddresses {
  readonly block: string;
  /** Nodes and internal load balancers. */
  readonly nodes: string;
  readonly pods: string;
  /** Cluster addresses of Services. */
  readonly services: string;
  /** Endpoints of managed services, through Private Service Connect; reserved even if unused. */
  readonly endpoints: string;
}

export interface AddressPlan {
  /** Range for Google's managed services, such as Cloud SQL; reserved even if unused. */
  readonly privateServices: string;
  readonly regions: Readonly<Record<string, RegionAddresses>>;
}

/** Ranges of addresses inside a network. Source: RFC 1918, RFC 6598. */
const RESERVABLE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
const DEFAULT_BASE = "10.0.0.0/8";
const LONGEST_BLOCK_PREFIX = 20;

/**
 * Assigns every region its addresses. A region's block depends only on its slot, never on other regions, so that adding
 * or removing one moves no other; two equal slots are an error, not a shift.
 *
 * @param check checks of the component with the arguments; its errors name the argument
 */
export function planAddresses(
  checks: ArgumentChecks,
  { base = DEFAULT_BASE, ...given }: AddressPlanArgs,
  regions: Readonly<Record<string, RegionSlot>>,
): AddressPlan {
  const range = baseRange(checks, base);
  const blockPrefix = given.blockPrefix ?? Math.min(LONGEST_BLOCK_PREFIX, range.prefix + 6);
  checks.whole(
    "addresses.blockPrefix",
    blockPrefix,
    range.prefix + 1,
    LONGEST_BLOCK_PREFIX,
    `blocks are smaller than the base ${base}, and large enough for a /21 of pods`,
  );
  const slots = 2 ** (blockPrefix - range.prefix);
  const taken = new Map<number, string>();
  const planned: Record<string, RegionAddresses> = {};
  for (const [key, { region = key, slot }] of Object.entries(regions)) {
    const place = slot ?? slotOfRegion(region);
    checks.that(
      place !== undefined,
      `regions["${key}"].slot`,
      place,
      `1 to ${slots - 1}: ${region} has no fixed slot, so it needs one given`,
    );
    checks.whole(
      `regions["${key}"].slot`,
      place,
      1,
      slots - 1,
      `${base} holds ${slots} blocks of /${blockPrefix}`,
    );
    if (place !== undefined) {
      checks.unique(`regions["${key}"].slot`, place, taken, key, { values: "numbers", owner: "region" });
      planned[key] = divide(partOf(range, blockPrefix, place));
    }
  }
  return { privateServices: formatCidr(partOf(range, blockPrefix + 2, 0)), regions: planned };
}

/** Half of the block for pods; a 32nd each of the other half for nodes, Services and endpoints; the rest is free. */
function divide(block: Cidr): RegionAddresses {
  const small = block.prefix + 6;
  return {
    block: formatCidr(block),
    pods: formatCidr(partOf(block, block.prefix + 1, 0)),
    nodes: formatCidr(partOf(block, small, 32)),
    services: formatCidr(partOf(block, small, 33)),
    endpoints: formatCidr(partOf(block, small, 34)),
  };
}

/** Whether a range contains addresses inside a network. */
export function isReservable(range: Cidr): boolean {
  return RESERVABLE.map(parseCidr).some((outer) => outer && contains(outer, range));
}

function baseRange(checks: ArgumentChecks, base: string): Cidr {
  const range = parseCidr(base);
  const fits = range && range.prefix < LONGEST_BLOCK_PREFIX && isReservable(range);
  const allowed = fits ? range : undefined;
  checks.that(allowed !== undefined, "addresses.base", base, `/8 to /19 inside ${RESERVABLE.join(", ")}`);
  return allowed ?? { first: 0, prefix: 0 };
}
