import { parseCidr, sizeOf } from "#models/addresses/cidr";
import type { ArgumentChecks } from "../../core/arguments.ts";
import type { NetworkRegion } from "../../network/network-region.ts";
import { MAX_SURGE } from "./node-pool.ts";
import type { NodePoolSettings } from "./node-pool-settings.ts";

/** Addresses of a subnet that are not for machines. Source: VPC, unusable addresses in IPv4 subnet ranges. */
const UNUSABLE = 4;

/**
 * Addresses that one node takes out of the pods' range: the next power of two over twice its pods, so that
 * addresses of pods that just ended are not used again at once. Source: GKE, flexible Pod CIDR.
 */
export function podAddressesPerNode(maxPodsPerNode: number): number {
  return 2 ** Math.ceil(Math.log2(2 * maxPodsPerNode));
}

/**
 * Checks that all pools at their largest, each with the node that an upgrade adds, fit the region's ranges:
 * ranges cannot be changed once a cluster is in them, and one that is full stops scaling without a word.
 */
export function checkCapacity(
  pools: Readonly<Record<string, NodePoolSettings>>,
  network: Pick<NetworkRegion, "nodesCidr" | "podsCidr">,
  check: ArgumentChecks,
): void {
  let nodes = 0;
  let addresses = 0;
  for (const { maxNodes, maxPodsPerNode } of Object.values(pools)) {
    nodes += maxNodes + MAX_SURGE;
    addresses += (maxNodes + MAX_SURGE) * podAddressesPerNode(maxPodsPerNode);
  }
  const usable = addressesIn(network.nodesCidr, "network.nodesCidr", check) - UNUSABLE;
  check.that(
    nodes <= usable,
    "nodePools",
    `${nodes} nodes`,
    `at most ${usable} in ${network.nodesCidr}, counting ${MAX_SURGE} more in each pool while it is upgraded`,
  );
  const room = addressesIn(network.podsCidr, "network.podsCidr", check);
  check.that(
    addresses <= room,
    "nodePools",
    `${addresses} pod addresses`,
    `at most ${room} in ${network.podsCidr}; each node takes ${nodeShares(pools)}`,
  );
}

function nodeShares(pools: Readonly<Record<string, NodePoolSettings>>): string {
  const shares = Object.values(pools).map(({ maxPodsPerNode }) => podAddressesPerNode(maxPodsPerNode));
  return [...new Set(shares)].join(" or ");
}

function addressesIn(cidr: string, argument: string, check: ArgumentChecks): number {
  const range = parseCidr(cidr);
  check.that(range !== undefined, argument, cidr, "ranges, such as 10.4.0.0/20");
  return range ? sizeOf(range) : 0;
}
