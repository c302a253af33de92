import { all, interpolate, output } from "@pulumi/pulumi";
import { expect } from "chai";
import type { Graph } from "#graph/model";
import { nodeNamed } from "../../../support/record.ts";
import { Group, recordThings, Thing, ThingProvider } from "../../../support/things.ts";

/** Names of the resources that a resource waits for. */
function dependenciesOf(graph: Graph, name: string): string[] {
  return nodeNamed(graph, name).dependencies.map((urn) => urn.split("::").at(-1) ?? "");
}

describe("recorded dependencies", () => {
  it("are none for plain inputs", async () => {
    const graph = await recordThings((provider) => {
      new Thing("plain", { spec: { a: 1 } }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "plain")).to.deep.include({ dependencies: [], propertyDependencies: {} });
  });

  it("follow an explicit dependsOn, of one resource, of several, of promises and Outputs of them", async () => {
    const graph = await recordThings((provider) => {
      const b = new Thing("b", {}, { provider });
      const a = new Thing("a", {}, { provider });
      new Thing("one", {}, { provider, dependsOn: b });
      new Thing("list", {}, { provider, dependsOn: [b, a, b] });
      new Thing("promised", {}, { provider, dependsOn: Promise.resolve([a]) });
      new Thing("output", {}, { provider, dependsOn: output([b]) });
      return {};
    });
    expect(dependenciesOf(graph, "one")).to.deep.equal(["b"]);
    expect(dependenciesOf(graph, "list"), "sorted, each once").to.deep.equal(["a", "b"]);
    expect(dependenciesOf(graph, "promised")).to.deep.equal(["a"]);
    expect(dependenciesOf(graph, "output")).to.deep.equal(["b"]);
    expect(nodeNamed(graph, "one").propertyDependencies).to.deep.equal({});
  });

  it("on a component are those on all provider-managed resources in it, down to the first", async () => {
    const graph = await recordThings((provider) => {
      const outer = new Group("outer", {}, { providers: [provider] });
      const inner = new Group("inner", {}, { parent: outer });
      const deep = new Thing("deep", {}, { parent: inner });
      new Thing("below", {}, { parent: deep });
      new Thing("direct", {}, { parent: outer });
      new Thing("after", {}, { provider, dependsOn: outer });
      return {};
    });
    expect(dependenciesOf(graph, "after")).to.deep.equal(["deep", "direct"]);
  });

  it("of a component's child on the component are its siblings, not itself", async () => {
    const graph = await recordThings((provider) => {
      const group = new Group("group", {}, { providers: [provider] });
      new Thing("sibling", {}, { parent: group });
      new Thing("child", {}, { parent: group, dependsOn: group });
      return {};
    });
    expect(dependenciesOf(graph, "child")).to.deep.equal(["sibling"]);
  });

  it("follow from Outputs in inputs: lifted, applied, combined, interpolated, nested", async () => {
    const graph = await recordThings((provider) => {
      const a = new Thing("a", { spec: { name: "a" } }, { provider });
      const b = new Thing("b", { label: "b" }, { provider });
      new Thing("direct", { label: a.id }, { provider });
      new Thing("lifted", { label: a.spec["name"] }, { provider });
      new Thing("applied", { label: b.label.apply((label) => `${label}!`) }, { provider });
      new Thing("combined", { label: all([a.id, b.label]).apply(([id]) => id) }, { provider });
      new Thing("interpolated", { label: interpolate`${a.urn} ${b.id}` }, { provider });
      new Thing("nested", { spec: { list: [{ of: b.id }] }, parts: [a.id], size: 1 }, { provider });
      new Thing("whole", { spec: { target: a } }, { provider });
      return {};
    });
    expect(dependenciesOf(graph, "direct")).to.deep.equal(["a"]);
    expect(dependenciesOf(graph, "lifted")).to.deep.equal(["a"]);
    expect(dependenciesOf(graph, "applied")).to.deep.equal(["b"]);
    expect(dependenciesOf(graph, "combined")).to.deep.equal(["a", "b"]);
    expect(dependenciesOf(graph, "interpolated")).to.deep.equal(["a", "b"]);
    expect(dependenciesOf(graph, "nested")).to.deep.equal(["a", "b"]);
    expect(dependenciesOf(graph, "whole")).to.deep.equal(["a"]);
    expect(nodeNamed(graph, "nested").propertyDependencies).to.deep.equal({
      spec: [nodeNamed(graph, "b").urn],
      parts: [nodeNamed(graph, "a").urn],
    });
  });

  it("reach through an apply that answers with another Output", async () => {
    const graph = await recordThings((provider) => {
      const a = new Thing("a", { label: "a" }, { provider });
      const b = new Thing("b", { label: "b" }, { provider });
      new Thing("chained", { label: a.label.apply(() => b.label) }, { provider });
      return {};
    });
    expect(dependenciesOf(graph, "chained")).to.deep.equal(["a", "b"]);
    expect(nodeNamed(graph, "chained").inputs).to.deep.equal({ label: "b" });
  });

  it("of inputs and of dependsOn are joined; only the former are named by input", async () => {
    const graph = await recordThings((provider) => {
      const a = new Thing("a", {}, { provider });
      const b = new Thing("b", {}, { provider });
      new Thing("both", { label: a.id }, { provider, dependsOn: [b] });
      return {};
    });
    expect(dependenciesOf(graph, "both")).to.deep.equal(["a", "b"]);
    expect(nodeNamed(graph, "both").propertyDependencies).to.deep.equal({
      label: [nodeNamed(graph, "a").urn],
    });
  });

  it("through a component's input are those on what is in the component", async () => {
    const graph = await recordThings((provider) => {
      const group = new Group("group", {}, { providers: [provider] }, (parent) => {
        new Thing("inside", {}, { parent });
        return {};
      });
      new Thing("user", { spec: { group } }, { provider });
      return {};
    });
    expect(dependenciesOf(graph, "user")).to.deep.equal(["inside"]);
  });

  it("of a provider are those of its inputs, and not passed on to what it manages", async () => {
    const graph = await recordThings((provider) => {
      const cluster = new Thing("cluster", {}, { provider });
      const inner = new ThingProvider("inner", { address: cluster.address });
      new Thing("inside", {}, { provider: inner });
      return {};
    });
    expect(dependenciesOf(graph, "inner")).to.deep.equal(["cluster"]);
    expect(nodeNamed(graph, "inner").inputs).to.deep.equal({ address: { $unknown: true } });
    expect(dependenciesOf(graph, "inside")).to.deep.equal([]);
    expect(nodeNamed(graph, "inside").provider).to.equal(nodeNamed(graph, "inner").urn);
  });
});
