import { expect } from "chai";
import type { NodePoolArgs } from "#components/cluster/gke/args";
import { checkCapacity, nodePoolWithDefaults, podAddressesPerNode } from "#components/cluster/nodes/settings";
import { argumentsOf } from "#components/core/arguments";

const CHECK = argumentsOf("Cluster", "gke");
const IN_CLUSTER = { owner: "gke", maxPodsPerNode: 48 };
const POOL: NodePoolArgs = { machineType: "e2-medium", minNodes: 1, maxNodes: 10 };

const check = (pools: Record<string, NodePoolArgs>, network: { nodesCidr: string; podsCidr: string }) =>
  checkCapacity(
    CHECK,
    Object.fromEntries(
      Object.entries(pools).map(([key, pool]) => [key, nodePoolWithDefaults(CHECK, key, pool, IN_CLUSTER)]),
    ),
    network,
  );

describe("components/cluster/nodes/capacity", () => {
  // Source: GKE, flexible Pod CIDR: pods on a node, and the block that the node gets.
  const blocks: [number, number][] = [
    [8, 28],
    [9, 27],
    [16, 27],
    [32, 26],
    [48, 25],
    [64, 25],
    [110, 24],
    [128, 24],
    [256, 23],
  ];
  for (const [pods, prefix] of blocks) {
    it(`gives a node of ${pods} pods a /${prefix}`, () => {
      expect(podAddressesPerNode(pods)).to.equal(2 ** (32 - prefix));
    });
  }

  it("accepts pools that fill their ranges to the last address", () => {
    // A /28 has 12 usable addresses: 11 nodes and one for the upgrade. Their pods take 12 × 128.
    expect(() =>
      check({ general: { ...POOL, maxNodes: 11 } }, { nodesCidr: "10.0.0.0/28", podsCidr: "10.1.0.0/21" }),
    ).not.to.throw();
    expect(() =>
      check({ general: { ...POOL, maxNodes: 15 } }, { nodesCidr: "10.0.0.0/24", podsCidr: "10.1.0.0/21" }),
    ).not.to.throw();
  });

  it("refuses one node more than the subnet has addresses for", () => {
    expect(() =>
      check({ general: { ...POOL, maxNodes: 12 } }, { nodesCidr: "10.0.0.0/28", podsCidr: "10.1.0.0/16" }),
    ).to.throw(
      'Cluster "gke": nodePools is "13 nodes"; allowed are at most 12 in 10.0.0.0/28, counting 1 more in each pool while it is upgraded',
    );
  });

  it("refuses one node more than the pods' range has blocks for", () => {
    expect(() =>
      check({ general: { ...POOL, maxNodes: 16 } }, { nodesCidr: "10.0.0.0/24", podsCidr: "10.1.0.0/21" }),
    ).to.throw(
      'nodePools is "2176 pod addresses"; allowed are at most 2048 in 10.1.0.0/21; each node takes 128',
    );
  });

  it("counts all pools, each with its own pods", () => {
    expect(() =>
      check(
        { general: { ...POOL, maxNodes: 7 }, dense: { ...POOL, maxNodes: 3, maxPodsPerNode: 256 } },
        { nodesCidr: "10.0.0.0/24", podsCidr: "10.1.0.0/21" },
      ),
    ).to.throw(
      'nodePools is "3072 pod addresses"; allowed are at most 2048 in 10.1.0.0/21; each node takes 128 or 512',
    );
  });

  it("refuses what is no range", () => {
    expect(() => check({ general: POOL }, { nodesCidr: "10.0.0.0", podsCidr: "10.1.0.0/21" })).to.throw(
      'network.nodesCidr is "10.0.0.0"; allowed are ranges',
    );
  });
});
