import { expect } from "chai";
import { joinGraphs } from "#graph/join";
import { type Graph, isRecord, isUnknown, type Values } from "#graph/model";
import { record } from "#graph/record/record";
import { outputsOf, stackOf } from "#graph/stacks";
import { resolveTopology } from "#graph/topology";
import { check } from "#policies/check";
import { RULES } from "#policies/rules";
import { failureOf } from "../../support/refusals.ts";
import { shopProgram as shop } from "../fixtures/shop/shop.ts";
import { SHOP_SLICES, type ShopSlice, shopConfig } from "../fixtures/shop/stack-files.ts";

function plan(slice: ShopSlice, stackOutputs?: Readonly<Record<string, Values>>): Promise<Graph> {
  return record(shop, {
    project: "shop",
    stack: `shop-prod-${slice}`,
    config: shopConfig(slice),
    ...(stackOutputs ? { stackOutputs } : {}),
  });
}

/** Every slice planned with the outputs of those before it. */
async function planTogether(): Promise<Map<ShopSlice, Graph>> {
  const outputs: Record<string, Values> = {};
  const graphs = new Map<ShopSlice, Graph>();
  for (const slice of SHOP_SLICES) {
    const graph = await plan(slice, outputs);
    outputs[`shop-prod-${slice}`] = outputsOf(graph);
    graphs.set(slice, graph);
  }
  return graphs;
}

const named = ({ nodes }: Graph, type: string) =>
  nodes.filter((node) => node.type.split(":").at(-1) === type);

/** Name in the cloud of a resource that has one of its own choice. */
const physicalName = ({ type, inputs }: Graph["nodes"][number]) =>
  typeof inputs["name"] === "string" ? `${type} ${inputs["region"] ?? ""} ${inputs["name"]}` : undefined;

describe("a system of four slices over two regions", () => {
  let alone: Map<ShopSlice, Graph>;
  let together: Map<ShopSlice, Graph>;
  let joined: Graph;

  before(async () => {
    alone = new Map();
    for (const slice of SHOP_SLICES) {
      alone.set(slice, await plan(slice));
    }
    together = await planTogether();
    joined = joinGraphs([...together.values()]);
  });

  const sliceOf = (slice: ShopSlice, graphs = together): Graph => {
    const graph = graphs.get(slice);
    if (!graph) {
      throw new Error(`${slice} was not planned`);
    }
    return graph;
  };

  it("plans each slice alone, with what others give unknown", () => {
    for (const slice of SHOP_SLICES) {
      expect(
        sliceOf(slice, alone).nodes.map(({ urn }) => urn),
        slice,
      ).to.deep.equal(sliceOf(slice).nodes.map(({ urn }) => urn));
    }
    const records = named(sliceOf("edge", alone), "DnsRecord");
    expect(records.map(({ inputs }) => isUnknown(inputs["content"]))).to.deep.equal([true, true]);
  });

  it("is the union of its slices, in which every URN is there once", () => {
    const urns = joined.nodes.map(({ urn }) => urn);
    expect(new Set(urns).size).to.equal(urns.length);
    expect(urns).to.have.length([...together.values()].reduce((sum, { nodes }) => sum + nodes.length, 0));
    expect(named(joined, "Cluster").length).to.equal(4);
  });

  it("gives everything in the cloud a name of its own", () => {
    const inCloud = joined.nodes.filter(
      ({ custom, type, read }) => custom && !read && type.startsWith("gcp:"),
    );
    const names = inCloud.flatMap((node) => physicalName(node) ?? []);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
    expect(names.length).to.be.greaterThan(20);
  });

  it("makes once what exists once", () => {
    for (const type of ["Project", "Network", "Zone", "IAMAuditConfig", "Repository", "Subnetwork"]) {
      const stacks = new Set(named(joined, type).map(({ urn }) => urn.split("::")[0]?.split(":").at(-1)));
      expect([...stacks], type).to.deep.equal([type === "Zone" ? "shop-prod-edge" : "shop-prod-foundation"]);
    }
  });

  it("reads another slice by one reference to its stack", () => {
    const references = [...together].map(([slice, graph]) => [
      slice,
      named(graph, "StackReference").map(({ inputs }) => inputs["name"]),
    ]);
    expect(references).to.deep.equal([
      ["foundation", []],
      ["region-asia", ["organization/shop/shop-prod-foundation"]],
      ["region-usa", ["organization/shop/shop-prod-foundation"]],
      ["edge", ["organization/shop/shop-prod-region-asia", "organization/shop/shop-prod-region-usa"]],
    ]);
  });

  it("leads the zone's records to both regions, and each cluster into the network of the foundation", () => {
    const edge = sliceOf("edge");
    const references = new Map(named(edge, "StackReference").map(({ urn, name }) => [urn, name]));
    const read = named(edge, "DnsRecord").map(({ propertyDependencies }) =>
      propertyDependencies["content"]?.map((urn) => references.get(urn)),
    );
    expect(read).to.deep.equal([["region-asia"], ["region-usa"]]);
    for (const slice of ["region-asia", "region-usa"] as const) {
      const [cluster] = sliceOf(slice).nodes.filter(({ type }) => type === "gcp:container/cluster:Cluster");
      expect(Object.keys(cluster?.propertyDependencies ?? {})).to.include.members(["network", "subnetwork"]);
    }
  });

  it("links the zone to the ingress of each region, across stacks", () => {
    const { links, problems } = resolveTopology(joined);
    const fromEdge = links.filter(({ from }) => from.name === "edge").map(({ to }) => to.owner?.urn ?? "");
    expect(fromEdge.map((urn) => `${stackOf(urn).stack} ${urn.split("::").at(-1)}`)).to.deep.equal([
      "shop-prod-region-asia ingress",
      "shop-prod-region-usa ingress",
    ]);
    expect(problems).to.deep.equal([]);
  });

  it("keeps the rules, each slice alone and all of them joined", () => {
    for (const graph of [...together.values(), joined]) {
      const { findings } = check(graph, RULES, { today: "2026-11-21" });
      expect(findings.map(({ rule, urn, message }) => `${rule} ${urn} ${message}`)).to.deep.equal([]);
    }
  });

  it("says which slices there are, and which was meant", async () => {
    const config = { ...shopConfig("edge"), "strata:slice": "region-aisa" };
    const failure = await failureOf(record(shop, { project: "shop", stack: "shop-prod-edge", config }));
    expect(failure).to.contain(
      'strata:slice  found "region-aisa", expected one of foundation, region-asia, region-usa, edge; did you mean region-asia?',
    );
  });

  it("refuses a stack by another name, at which nobody would look for it", async () => {
    const failure = await failureOf(
      record(shop, { project: "shop", stack: "shop-prod-usa", config: shopConfig("region-usa") }),
    );
    expect(failure).to.contain(
      'strata:slice  found "region-usa", but the stack is named shop-prod-usa; other slices look for it as shop-prod-region-usa',
    );
  });

  it("confirms what the plan says of the foundation's ranges", async () => {
    const { regions } = outputsOf(sliceOf("foundation"));
    const planned = isRecord(regions) && isRecord(regions["us-central1"]) ? regions["us-central1"] : {};
    const deployed = { ...planned, network: "networks/shop", subnetwork: "subnetworks/shop" };
    const given = (region: Values) => ({ "shop-prod-foundation": { regions: { "us-central1": region } } });
    expect(await failureOf(plan("region-usa", given(deployed)))).to.equal("accepted");
    const moved = given({ ...deployed, podsCidr: "10.96.0.0/15" });
    expect(await failureOf(plan("region-usa", moved))).to.contain(
      `regions["us-central1"].podsCidr is "${planned["podsCidr"]}"; the cloud says "10.96.0.0/15"`,
    );
    expect(await failureOf(plan("region-asia", given(deployed)))).to.contain(
      'the foundation has no region "asia-southeast1"; it has us-central1',
    );
  });
});
