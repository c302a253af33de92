import { StackReference } from "@pulumi/pulumi";
import { expect } from "chai";
import { joinGraphs } from "#graph/join";
import type { Graph } from "#graph/model";
import { deploymentOrder, fullStackName, stackDependencies } from "#graph/stack-references";
import { onlyStack, outputsOf, StacksError } from "#graph/stacks";
import { recordThings, Thing } from "../support/things.ts";

/** A stack with one resource and its name as output, which reads others. */
async function slice(stack: string, ...reads: string[]): Promise<Graph> {
  const { stacks, nodes } = await recordThings(
    (provider) => {
      new Thing("thing", {}, { provider });
      for (const name of reads) {
        new StackReference(name);
      }
      return { name: stack };
    },
    { stack },
  );
  return { stacks, nodes };
}

describe("a joined graph", () => {
  it("has the stacks and resources of all, in the order in which they are given", async () => {
    const [edge, region] = [await slice("edge"), await slice("region")];
    const joined = joinGraphs([region, edge]);
    expect(joined.stacks).to.deep.equal([
      { project: "tests", stack: "region", outputs: { name: "region" } },
      { project: "tests", stack: "edge", outputs: { name: "edge" } },
    ]);
    expect(joined.nodes).to.deep.equal([...region.nodes, ...edge.nodes]);
    expect(joinGraphs([edge])).to.deep.equal(edge);
    expect(joinGraphs([])).to.deep.equal({ stacks: [], nodes: [] });
  });

  it("refuses two graphs of one stack", async () => {
    const edge = await slice("edge");
    expect(() => joinGraphs([edge, foreign(), edge])).to.throw(
      StacksError,
      "two graphs hold stack edge of project tests, whose resources have the same URNs",
    );
    function foreign(): Graph {
      return { stacks: [{ project: "other", stack: "edge", outputs: {} }], nodes: [] };
    }
  });

  it("has no outputs of one stack", async () => {
    const [edge, region] = [await slice("edge"), await slice("region")];
    expect(onlyStack(edge).stack).to.equal("edge");
    expect(outputsOf(edge)).to.deep.equal({ name: "edge" });
    expect(() => outputsOf(joinGraphs([edge, region]))).to.throw(
      StacksError,
      "expected the graph of one stack, found edge, region",
    );
    expect(() => outputsOf(joinGraphs([]))).to.throw("expected the graph of one stack, found none");
  });
});

describe("stacks that read each other's outputs", () => {
  it("are dependencies, by any name that means the stack; others are left out", async () => {
    const graph = joinGraphs([
      await slice("edge", "region", "organization/tests/data", "organization/other/region", "elsewhere"),
      await slice("region", "acme/tests/data"),
      await slice("data"),
    ]);
    const found = stackDependencies(graph);
    expect(found.map(({ from, to }) => `${from.stack} ${to.stack}`)).to.deep.equal([
      "edge region",
      "edge data",
      "region data",
    ]);
    expect(found[0]?.reference).to.equal("urn:pulumi:edge::tests::pulumi:pulumi:StackReference::region");
    expect(deploymentOrder(graph).map(({ stack }) => stack)).to.deep.equal(["data", "region", "edge"]);
  });

  it("are deployed in the order of the graph where nothing asks for another", async () => {
    const graph = joinGraphs([await slice("b"), await slice("a"), await slice("c", "a")]);
    expect(deploymentOrder(graph).map(({ stack }) => stack)).to.deep.equal(["b", "a", "c"]);
  });

  it("does not wait for itself where it reads what it output before", async () => {
    const self = await slice("alone", "alone");
    expect(stackDependencies(self)).to.deep.equal([]);
    expect(deploymentOrder(self).map(({ stack }) => stack)).to.deep.equal(["alone"]);
  });

  it("in a cycle cannot be deployed", async () => {
    const graph = joinGraphs([await slice("a", "b"), await slice("b", "c"), await slice("c", "b")]);
    expect(() => deploymentOrder(graph)).to.throw(
      StacksError,
      "stacks form a dependency cycle: b reads c reads b; none of them can be deployed first",
    );
  });
});

describe("the full name of a stack", () => {
  it("has the parts that are left out", () => {
    const own = { organization: "acme", project: "shop" };
    expect(fullStackName("prod", own)).to.equal("acme/shop/prod");
    expect(fullStackName("other/prod", own)).to.equal("other/shop/prod");
    expect(fullStackName("other/site/prod", own)).to.equal("other/site/prod");
  });
});
