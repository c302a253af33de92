import type { NodePoolFact } from "#graph/facts/platform";
import { parseCidr, sizeOf } from "#models/addresses/cidr";
import { allowedInsteadOf, BOOT_DISKS, bootDisksOf, defaultBootDisk } from "#models/google/machine-types";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { GPU_NODES } from "../../core/google/gpu-nodes.ts";
import type { NetworkRegion } from "../../network/network-region.ts";
import type { NodePoolArgs } from "../gke/args.ts";
import { marksOf } from "./dedicated.ts";

/** A pool with its defaults filled in; labels and taints apply to all of its nodes. */
export type NodePoolSettings = Required<Omit<NodePoolArgs, "accelerator" | "dedicated">> &
  Pick<NodePoolArgs, "accelerator" | "dedicated">;

/** Additional nodes of a pool during an upgrade, which removes no node in the meantime. */
export const MAX_SURGE = 1;

/** A pool's name has at most 40 characters, of which Pulumi uses 8 for a suffix. */
const LONGEST_NAME = 32;

export function nodePoolWithDefaults(
  checks: ArgumentChecks,
  key: string,
  pool: NodePoolArgs,
  { owner, maxPodsPerNode }: { readonly owner: string; readonly maxPodsPerNode: number },
): NodePoolSettings {
  const at = (argument: string) => `nodePools["${key}"].${argument}`;
  const { machineType, minNodes, maxNodes, accelerator, dedicated } = pool;
  const marks = marksOf(dedicated, accelerator !== undefined);
  const settings: NodePoolSettings = {
    spot: false,
    diskGiB: 50,
    diskType: defaultBootDisk(machineType),
    maxPodsPerNode,
    ...pool,
    labels: { ...pool.labels, ...marks.labels },
    taints: { ...pool.taints, ...marks.taints },
  };
  checks.that(
    /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(key) && `${owner}-${key}`.length <= LONGEST_NAME,
    "nodePools key",
    key,
    `lower-case letters, digits and hyphens that make ${owner}-<key> no longer than ${LONGEST_NAME}`,
  );
  const allowed = allowedInsteadOf(machineType);
  checks.that(allowed === undefined, at("machineType"), machineType, allowed ?? "");
  checks.whole(at("maxNodes"), maxNodes, 1, 15_000, "nodes over all zones");
  checks.whole(at("minNodes"), minNodes, 0, maxNodes, "nodes over all zones, at most maxNodes");
  checks.whole(at("diskGiB"), settings.diskGiB, 12, 65_536, "GiB");
  checks.oneOf(at("diskType"), settings.diskType, BOOT_DISKS);
  const disks = bootDisksOf(machineType);
  checks.that(
    disks.includes(settings.diskType),
    at("diskType"),
    settings.diskType,
    `${disks.join(", ")} for ${machineType}`,
  );
  checks.whole(at("maxPodsPerNode"), settings.maxPodsPerNode, 8, 256, "pods");
  checks.oneOf(at("dedicated"), dedicated, ["system", "spot"]);
  checks.that(
    dedicated !== "spot" || settings.spot,
    at("dedicated"),
    dedicated,
    '"spot" only where spot is true',
  );
  checkMarks(checks, at, pool);
  checks.matches(at("accelerator.type"), accelerator?.type, /^nvidia-[a-z0-9-]+$/, "kinds such as nvidia-l4");
  checks.whole(at("accelerator.count"), accelerator?.count, 1, 16, "GPUs");
  checks.oneOf(at("accelerator.driver"), accelerator?.driver, ["DEFAULT", "LATEST"]);
  return settings;
}

function checkMarks(
  checks: ArgumentChecks,
  at: (argument: string) => string,
  { labels = {}, taints = {} }: NodePoolArgs,
): void {
  for (const label of Object.keys(labels)) {
    checks.that(
      !/(^|\.)(kubernetes|k8s)\.io\//.test(label) && label !== GPU_NODES.label,
      at("labels"),
      label,
      "keys outside kubernetes.io and k8s.io, which Kubernetes keeps for itself, and not GKE's own",
    );
  }
  for (const [taint, { effect }] of Object.entries(taints)) {
    checks.oneOf(at(`taints["${taint}"].effect`), effect, [
      "NO_SCHEDULE",
      "PREFER_NO_SCHEDULE",
      "NO_EXECUTE",
    ]);
  }
}

/** Whether a pool always has a node that accepts GKE's pods. */
export function takesSystemPods({ minNodes, taints, dedicated }: NodePoolSettings): boolean {
  const only = dedicated === "system" ? Object.keys(marksOf(dedicated, false).taints) : [];
  return minNodes > 0 && Object.keys(taints).every((taint) => only.includes(taint));
}

/** Published facts of a pool. */
export function nodePoolFact([name, pool]: readonly [string, NodePoolSettings]): NodePoolFact {
  const { machineType, minNodes, maxNodes, spot } = pool;
  return { name, machineType, min: minNodes, max: maxNodes, spot };
}

/** Addresses of a subnet that are unavailable to machines. Source: VPC, unusable addresses in IPv4 subnet ranges. */
const UNUSABLE = 4;

/**
 * Addresses of the pods' range allocated to a node: the next power of two above twice its pods, so that addresses of
 * terminated pods are not reused at once. Source: GKE, flexible Pod CIDR.
 */
export function podAddressesPerNode(maxPodsPerNode: number): number {
  return 2 ** Math.ceil(Math.log2(2 * maxPodsPerNode));
}

/**
 * Checks that all pools at their maximum, each with the node that an upgrade adds, fit the region's ranges: ranges
 * cannot change once a cluster uses them, and an exhausted one silently stops scaling.
 */
export function checkCapacity(
  checks: ArgumentChecks,
  pools: Readonly<Record<string, NodePoolSettings>>,
  network: Pick<NetworkRegion, "nodesCidr" | "podsCidr">,
): void {
  let nodes = 0;
  let addresses = 0;
  for (const { maxNodes, maxPodsPerNode } of Object.values(pools)) {
    nodes += maxNodes + MAX_SURGE;
    addresses += (maxNodes + MAX_SURGE) * podAddressesPerNode(maxPodsPerNode);
  }
  const usable = addressesIn(checks, "network.nodesCidr", network.nodesCidr) - UNUSABLE;
  checks.that(
    nodes <= usable,
    "nodePools",
    `${nodes} nodes`,
    `at most ${usable} in ${network.nodesCidr}, counting ${MAX_SURGE} more in each pool while it is upgraded`,
  );
  const room = addressesIn(checks, "network.podsCidr", network.podsCidr);
  checks.that(
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

function addressesIn(checks: ArgumentChecks, argument: string, cidr: string): number {
  const range = parseCidr(cidr);
  checks.that(range !== undefined, argument, cidr, "ranges, such as 10.4.0.0/20");
  return range ? sizeOf(range) : 0;
}
