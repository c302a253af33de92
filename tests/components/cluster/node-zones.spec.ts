import { expect } from "chai";
import { Cluster } from "#components/cluster/cluster";
import type { ClusterArgs } from "#components/cluster/gke/args";
import { Network } from "#components/network/network";
import { nodeNamed, recordWith } from "../../support/record.ts";
import { type Mistake, refusesEach } from "../../support/refusals.ts";

const ZONES = ["us-central1-a", "us-central1-f"];

function recordCluster(args: Partial<ClusterArgs>) {
  return recordWith(({ gcp, all }) => {
    const network = new Network("net", { prefix: "shop", regions: { "us-central1": {} } }, { provider: gcp });
    const region = network.regions["us-central1"];
    if (region) {
      new Cluster(
        "cluster",
        {
          prefix: "shop",
          project: { id: "shop-prod", number: "123456" },
          network: region,
          nodePools: { general: { machineType: "e2-medium", minNodes: 3, maxNodes: 6 } },
          ...args,
        },
        { providers: all },
      );
    }
    return {};
  });
}

describe("zones of a cluster's nodes", () => {
  it("are GKE's choice, unless they have to be known", async () => {
    const chosen = await recordCluster({});
    expect(nodeNamed(chosen, "cluster-gke").inputs).not.to.have.property("nodeLocations");
    const named = await recordCluster({ nodeZones: ZONES });
    expect(nodeNamed(named, "cluster-gke").inputs["nodeLocations"]).to.deep.equal(ZONES);
    expect(nodeNamed(named, "cluster-general").inputs).to.deep.include({
      nodeLocations: ZONES,
      initialNodeCount: 2,
    });
    expect(nodeNamed(named, "cluster").published?.["facts"]).to.deep.include({
      location: { name: "us-central1", zones: 2 },
    });
  });

  const errors: Mistake<Partial<ClusterArgs>>[] = [
    ["none", { nodeZones: [] }, "nodeZones is []; allowed are at least one zone of us-central1"],
    [
      "those of another region",
      { nodeZones: ["us-east1-b"] },
      "allowed are at least one zone of us-central1",
    ],
    [
      "several of a cluster in one",
      { nodeZones: ZONES, availability: "zonal" },
      'allowed are none unless availability is "regional"',
    ],
  ];
  refusesEach(errors, recordCluster);
});
