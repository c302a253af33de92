import { expect } from "chai";
import { ENVIRONMENTS } from "#blueprints/contract/environment";
import { createFoundation } from "#blueprints/foundation";
import { childrenOf, nodeNamed } from "../support/record.ts";
import { errorOf, failureOf } from "../support/refusals.ts";
import { GOOGLE, recordBlueprint } from "./fixtures/context.ts";

const REGIONS = { "asia-southeast1": {}, "us-central1": {} };

describe("a foundation", () => {
  it("is a project and a network over its regions, which it claims", async () => {
    const graph = await recordBlueprint((context) => {
      const { regions, outputs } = createFoundation({ google: GOOGLE, regions: REGIONS }, context);
      return { ...outputs, regions: Object.keys(regions) };
    });
    expect(graph.claimed).to.deep.equal(["project", "network"]);
    expect(graph.outputs).to.deep.include({
      state: "gs://shop-prod-state",
      regions: ["asia-southeast1", "us-central1"],
    });
    expect(childrenOf(graph, "network")).to.include.members([
      "gcp:compute/subnetwork:Subnetwork network-subnet-asia-southeast1",
      "gcp:compute/subnetwork:Subnetwork network-subnet-us-central1",
    ]);
    expect(nodeNamed(graph, "network-vpc").inputs["name"]).to.equal("shop-prod");
  });

  it("keeps keys, images and states in its home region, the first unless it says otherwise", async () => {
    const homes = await Promise.all(
      [undefined, "us-central1"].map(async (homeRegion) => {
        const args = { google: GOOGLE, regions: REGIONS, ...(homeRegion ? { homeRegion } : {}) };
        const graph = await recordBlueprint((context) => createFoundation(args, context).outputs);
        return nodeNamed(graph, "project-images-images").inputs["location"];
      }),
    );
    expect(homes).to.deep.equal(["asia-southeast1", "us-central1"]);
  });

  it("reads an existing network, which it does not claim", async () => {
    const existing = { network: { id: "projects/shared/global/networks/shared" } };
    const graph = await recordBlueprint(
      (context) => createFoundation({ google: { ...GOOGLE, existing }, regions: REGIONS }, context).outputs,
    );
    expect(graph.claimed).to.deep.equal(["project"]);
    expect(nodeNamed(graph, "network-vpc").read).to.deep.equal({ id: existing.network.id });
  });

  it("leaves keys to Google where the environment does", async () => {
    const graph = await recordBlueprint(
      (context) => createFoundation({ google: GOOGLE, regions: REGIONS }, context).outputs,
      { ...ENVIRONMENTS.prod, encryptionKeys: "google" },
    );
    expect(graph.nodes.filter(({ type }) => type.startsWith("gcp:kms/"))).to.deep.equal([]);
  });

  it("has a region, and managed services only where they were asked for", async () => {
    const empty = recordBlueprint(
      (context) => createFoundation({ google: GOOGLE, regions: {} }, context).outputs,
    );
    expect(await failureOf(empty)).to.contain("regions is empty; expected at least one");
    await recordBlueprint((context) => {
      const { privateServices } = createFoundation({ google: GOOGLE, regions: REGIONS }, context);
      expect(errorOf(privateServices)).to.contain("the network has no range for managed services");
      return {};
    });
  });
});
