import { expect } from "chai";
import { createBalancing } from "#blueprints/balancing";
import { createPlatform } from "#blueprints/platform";
import { nodeNamed } from "../support/record.ts";
import { failureOf } from "../support/refusals.ts";
import { valueAt } from "../support/stacks.ts";
import { createTwoRegions, NODES, recordBlueprint } from "./fixtures/context.ts";

describe("two platforms in one stack", () => {
  const recordTwo = (join: boolean) =>
    recordBlueprint((context) => {
      const foundation = createTwoRegions(context);
      const common = { foundation, nodes: NODES, zones: ["a", "b", "c"] };
      const usa = createPlatform({ ...common, region: "us-central1", balanced: true }, context);
      const asia = createPlatform(
        { ...common, name: "asia", region: "asia-southeast1", balanced: join ? usa : true },
        context,
      );
      createBalancing({ hosts: { site: "shop.example" } }, [usa, asia], context);
      return {};
    });

  it("have names of their own, and stand behind one load balancer", async () => {
    const graph = await recordTwo(true);
    expect(new Set(graph.nodes.map(({ urn }) => urn)).size).to.equal(graph.nodes.length);
    const clusters = graph.nodes.filter(({ type }) => type === "gcp:container/cluster:Cluster");
    expect(clusters.map(({ name, inputs }) => `${name} ${inputs["name"]}`)).to.deep.equal([
      "cluster-gke shop-prod",
      "asia-cluster-gke shop-prod-asia",
    ]);
    const { backends } = nodeNamed(graph, "balancer-backend").inputs;
    const groups = Array.isArray(backends) ? backends.map((each) => String(valueAt(each, "group"))) : [];
    expect(groups).to.have.length(6);
    expect(new Set(groups.map((group) => group.split("/").at(-1)))).to.deep.equal(
      new Set(["shop-prod-ingress"]),
    );
    expect(
      graph.nodes.filter(({ type }) => type === "gcp:compute/globalAddress:GlobalAddress"),
    ).to.have.length(1);
  });

  it("say so when each has a balancer of its own", async () => {
    expect(await failureOf(recordTwo(false))).to.contain(
      "endpoint groups of the platforms are shop-prod-ingress, shop-prod-asia-ingress; expected the same",
    );
  });
});
