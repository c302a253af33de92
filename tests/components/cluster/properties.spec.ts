import { expect } from "chai";
import fc from "fast-check";
import type { ClusterArgs, NodePoolArgs } from "#components/cluster/gke/args";
import { type Graph, isRecord } from "#graph/model";
import { childrenByUrn } from "../../support/record.ts";
import { recordCluster } from "./support.ts";

const pool: fc.Arbitrary<NodePoolArgs> = fc
  .record({
    minNodes: fc.integer({ min: 1, max: 5 }),
    more: fc.integer({ min: 0, max: 20 }),
    spot: fc.boolean(),
    maxPodsPerNode: fc.constantFrom(8, 16, 32, 48, 64, 110),
    machineType: fc.constantFrom("e2-medium", "e2-standard-4", "n2-highmem-8"),
  })
  .map(({ more, ...rest }) => ({ ...rest, maxNodes: rest.minNodes + more }));

const pools = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/), pool, { minKeys: 1, maxKeys: 4 });

const args: fc.Arbitrary<Partial<ClusterArgs>> = fc.record({
  nodePools: pools,
  availability: fc.constantFrom("regional", "zonal"),
  encryptionKeys: fc.constantFrom("customer", "google"),
  backupAgent: fc.boolean(),
  protect: fc.boolean(),
});

const ofType = (graph: Graph, type: string) => graph.nodes.filter((node) => node.type === type);

describe("components/cluster/Cluster, whatever is accepted", () => {
  it("has private, hardened nodes and totals that hold over all zones", async () => {
    await fc.assert(
      fc.asyncProperty(args, async (given) => {
        const graph = await recordCluster(given);
        const [cluster] = ofType(graph, "gcp:container/cluster:Cluster");
        expect(cluster?.inputs["privateClusterConfig"]).to.deep.include({ enablePrivateNodes: true });
        expect(cluster?.protect).to.equal(cluster?.inputs["deletionProtection"]);
        for (const [key, { minNodes, maxNodes }] of Object.entries(given.nodePools ?? {})) {
          const made = ofType(graph, "gcp:container/nodePool:NodePool").find(
            ({ name }) => name === `gke-${key}`,
          );
          expect(made?.inputs["autoscaling"]).to.deep.include({
            totalMinNodeCount: minNodes,
            totalMaxNodeCount: maxNodes,
          });
          const node = made?.inputs["nodeConfig"];
          expect(isRecord(node) && node["workloadMetadataConfig"]).to.deep.equal({ mode: "GKE_METADATA" });
          // It starts with as many nodes as it may have least, and with no more than a zone's share above.
          const zones = given.availability === "zonal" ? 1 : 3;
          const first = Number(made?.inputs["initialNodeCount"]) * zones;
          expect(first).to.be.within(minNodes, minNodes + zones - 1);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("is named once, and is the same for the same arguments in any order of pools", async () => {
    await fc.assert(
      fc.asyncProperty(args, async (given) => {
        const graph = await recordCluster(given);
        const urns = graph.nodes.map(({ urn }) => urn);
        expect(new Set(urns).size).to.equal(urns.length);
        const reversed = Object.fromEntries(Object.entries(given.nodePools ?? {}).reverse());
        const again = await recordCluster({ ...given, nodePools: reversed });
        expect(childrenByUrn(again, "gke")).to.deep.equal(childrenByUrn(graph, "gke"));
      }),
      { numRuns: 20 },
    );
  });
});
