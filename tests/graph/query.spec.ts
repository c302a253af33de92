import { expect } from "chai";
import { type GraphIndex, indexGraph, providerPackage } from "#graph/query";
import { nodeNamed } from "../support/record.ts";
import { Group, recordThings, Thing } from "../support/things.ts";

describe("a graph's index", () => {
  let index: GraphIndex;
  let urnOf: (name: string) => string;
  const names = (nodes: readonly { readonly name: string }[]) => nodes.map(({ name }) => name);
  const node = (name: string) => {
    const found = index.byUrn.get(urnOf(name));
    if (!found) {
      throw new Error(`no ${name}`);
    }
    return found;
  };

  before(async () => {
    const graph = await recordThings((provider) => {
      const ingress = new Group("ingress", {}, { providers: [provider] });
      const nginx = new Group("nginx", {}, { parent: ingress });
      const service = new Thing("service", {}, { parent: nginx });
      new Thing("address", {}, { parent: service });
      new Thing("policy", {}, { parent: nginx });
      new Thing("alone", {}, { provider });
      return {};
    });
    index = indexGraph(graph);
    urnOf = (name) => nodeNamed(graph, name).urn;
  });

  it("finds nodes by URN", () => {
    expect(index.byUrn.get(urnOf("policy"))?.name).to.equal("policy");
    expect(index.byUrn.get("urn:pulumi:unit::tests::a:b:c::none")).to.equal(undefined);
    expect(index.byUrn.size).to.equal(8);
  });

  it("knows the children of a node, in the graph's order", () => {
    expect(names(index.children(urnOf("nginx")))).to.deep.equal(["service", "policy"]);
    expect(names(index.children(urnOf("tests-unit")))).to.deep.equal(["things", "ingress", "alone"]);
    expect(index.children(urnOf("alone"))).to.deep.equal([]);
  });

  it("knows the ancestors of a node, from the nearest out", () => {
    expect(names(index.ancestors(urnOf("address")))).to.deep.equal([
      "service",
      "nginx",
      "ingress",
      "tests-unit",
    ]);
    expect(index.ancestors(urnOf("tests-unit"))).to.deep.equal([]);
  });

  it("names the components around a node, neither itself nor what a provider manages", () => {
    expect(index.componentPath(node("address"))).to.equal("ingress/nginx");
    expect(index.componentPath(node("nginx"))).to.equal("ingress");
    expect(index.componentPath(node("ingress"))).to.equal("");
    expect(index.componentPath(node("alone"))).to.equal("");
  });

  it("says where the program constructs what a node belongs to", () => {
    const { source } = node("ingress");
    expect(source?.file).to.equal("tests/graph/query.spec.ts");
    expect(index.programPosition(node("address"))).to.deep.equal(source);
    expect(index.programPosition(node("ingress"))).to.deep.equal(source);
    expect(index.programPosition(node("alone"))).to.deep.equal(node("alone").source);
    expect(index.programPosition(node("alone"))?.line).to.be.above(source?.line ?? Number.NaN);
    expect(index.programPosition(node("tests-unit"))).to.equal(undefined);
  });

  it("makes do with a graph whose parents and positions are missing", () => {
    const bare = { ...node("address"), parent: "urn:gone", source: undefined };
    const partial = indexGraph({ stacks: [], nodes: [bare] });
    expect(partial.ancestors(bare.urn)).to.deep.equal([]);
    expect(partial.componentPath(bare)).to.equal("");
    expect(partial.programPosition(bare)).to.equal(undefined);
  });
});

describe("the package of a type", () => {
  it("is the first part of its token, and a provider's own package", () => {
    expect(providerPackage("kubernetes:apps/v1:Deployment")).to.equal("kubernetes");
    expect(providerPackage("strata:edge:Zone")).to.equal("strata");
    expect(providerPackage("pulumi:providers:gcp")).to.equal("gcp");
    expect(providerPackage("pulumi:pulumi:Stack")).to.equal("pulumi");
  });
});
