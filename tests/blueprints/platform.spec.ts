import { expect } from "chai";
import { ENVIRONMENTS, type Environment } from "#blueprints/contract/environment";
import { createPlatform, type PlatformArgs } from "#blueprints/platform";
import { nodeNamed } from "../support/record.ts";
import { failureOf } from "../support/refusals.ts";
import { valueAt } from "../support/stacks.ts";
import { createTwoRegions, NODES, recordBlueprint } from "./fixtures/context.ts";

/** A platform in one region, with arguments of its own. */
const recordPlatform = (args: Partial<PlatformArgs> = {}, environment: Environment = ENVIRONMENTS.prod) =>
  recordBlueprint((context) => {
    const foundation = createTwoRegions(context);
    return createPlatform({ foundation, region: "us-central1", nodes: NODES, ...args }, context).outputs;
  }, environment);

describe("a platform", () => {
  it("is a cluster with its controllers behind an address of its region", async () => {
    const graph = await recordPlatform();
    const top = graph.nodes
      .filter(({ type, parent }) => type.startsWith("strata:") && parent === graph.nodes[0]?.urn)
      .map(({ name }) => name);
    expect(top).to.deep.equal([
      "project",
      "network",
      "address",
      "cluster",
      "priorities",
      "monitoring",
      "cert-manager",
      "external-secrets",
      "ingress",
    ]);
    expect(graph.outputs["region"]).to.equal("us-central1");
    const address = graph.nodes.find(({ type }) => type === "gcp:compute/address:Address");
    expect(address?.inputs).to.include({ name: "shop-prod-ingress", region: "us-central1" });
  });

  it("takes what was fixed before as arguments", async () => {
    const graph = await recordPlatform({ ingressMaxReplicas: 12, monitoringNamespace: "watch" });
    const { values } = nodeNamed(graph, "ingress-release").inputs;
    expect(valueAt(values, "controller.autoscaling.maxReplicas")).to.equal(12);
    expect(nodeNamed(graph, "monitoring-namespace").inputs["metadata"]).to.deep.include({ name: "watch" });
  });

  it("follows its environment field by field", async () => {
    const environment: Environment = { ...ENVIRONMENTS.prod, controllerReplicas: 1, spread: "nodes" };
    const graph = await recordPlatform({}, environment);
    const { values } = nodeNamed(graph, "ingress-release").inputs;
    expect(valueAt(values, "controller.autoscaling.minReplicas")).to.equal(1);
    expect(valueAt(nodeNamed(graph, "cert-manager-release").inputs["values"], "replicaCount")).to.equal(1);
    expect(nodeNamed(graph, "cluster-gke").inputs["location"]).to.equal("us-central1");
  });

  it("refuses a region that the network does not have, and zones that its availability cannot use", async () => {
    expect(await failureOf(recordPlatform({ region: "europe-west1" }))).to.contain(
      'the network has no region "europe-west1"; it has asia-southeast1, us-central1',
    );
    const zonal: Environment = { ...ENVIRONMENTS.prod, availability: "zonal" };
    const failure = await failureOf(recordPlatform({ zones: ["a", "b"] }, zonal));
    expect(failure).to.contain("zones are us-central1-a, us-central1-b; a cluster in one zone takes one");
  });
});
