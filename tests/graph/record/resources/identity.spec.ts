import { ConfigGroup } from "@pulumi/kubernetes/yaml/v2/configGroup.js";
import type { Inputs } from "@pulumi/pulumi";
import { expect } from "chai";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { failureOf, Group, recordThings, Thing } from "../../../support/things.ts";

describe("recorded identity", () => {
  it("starts with the stack, which is the parent of what has none", async () => {
    const graph = await recordThings((provider) => {
      new Thing("one", {}, { provider });
      return {};
    });
    expect(graph.stacks).to.deep.equal([{ project: "tests", stack: "unit", outputs: {} }]);
    expect(graph.nodes.map(({ urn }) => urn)).to.deep.equal([
      "urn:pulumi:unit::tests::pulumi:pulumi:Stack::tests-unit",
      "urn:pulumi:unit::tests::pulumi:providers:thing::things",
      "urn:pulumi:unit::tests::thing:index:Thing::one",
    ]);
    const [stack, provider, thing] = graph.nodes;
    expect(stack).to.include({
      type: "pulumi:pulumi:Stack",
      name: "tests-unit",
      custom: false,
      parent: undefined,
    });
    expect(provider).to.include({ custom: true, parent: stack?.urn, provider: undefined });
    expect(thing).to.include({ type: "thing:index:Thing", name: "one", custom: true, parent: stack?.urn });
  });

  it("puts the types of all ancestors but the stack into a URN, custom resources among them", async () => {
    const graph = await recordThings((provider) => {
      const outer = new Group("outer", {}, { providers: [provider] });
      const inner = new Group("inner", {}, { parent: outer });
      const thing = new Thing("thing", {}, { parent: inner });
      new Thing("leaf", {}, { parent: thing });
      return {};
    });
    const leaf = nodeNamed(graph, "leaf");
    expect(leaf.urn).to.equal(
      "urn:pulumi:unit::tests::test:index:Group$test:index:Group$thing:index:Thing$thing:index:Thing::leaf",
    );
    expect(leaf.parent).to.equal(nodeNamed(graph, "thing").urn);
    expect(nodeNamed(graph, "outer").custom).to.equal(false);
  });

  it("keeps the order of construction, whatever is known late", async () => {
    const graph = await recordThings((provider) => {
      const first = new Thing("first", {}, { provider });
      new Thing("late", { label: first.id }, { provider });
      new Thing("early", {}, { provider });
      return {};
    });
    expect(graph.nodes.slice(2).map(({ name }) => name)).to.deep.equal(["first", "late", "early"]);
  });

  it("allows one name under two parents and for two types", async () => {
    const graph = await recordThings((provider) => {
      const a = new Group("a", {}, { providers: [provider] });
      const b = new Group("b", {}, { providers: [provider] });
      new Thing("same", {}, { parent: a });
      new Group("same", {}, { parent: a });
      new Group("nested", {}, { parent: b }, (nested): Inputs | undefined => {
        new Thing("same", {}, { parent: nested });
        return undefined;
      });
      return {};
    });
    expect(graph.nodes.filter(({ name }) => name === "same")).to.have.length(3);
  });

  it("refuses two resources with one URN, and says where the first is", async () => {
    const error = await failureOf((provider) => {
      const group = new Group("group", {}, { providers: [provider] });
      new Thing("same", {}, { parent: group });
      new Thing("same", {}, { parent: group });
      return {};
    });
    expect(error.message).to.match(
      /^two resources under group \(test:index:Group\) are called same \(thing:index:Thing\); the first is at tests\/graph\/record\/resources\/identity\.spec\.ts:\d+\n {2}at tests\/graph\/record\/resources\/identity\.spec\.ts:\d+$/,
    );
    const [, first, second] = /:(\d+)\n.*:(\d+)$/.exec(error.message) ?? [];
    expect(Number(second)).to.equal(Number(first) + 1);
  });

  it("refuses two components with one URN at the top of the stack", async () => {
    const error = await failureOf(() => {
      new Group("twice");
      new Group("twice");
      return {};
    });
    expect(error.message).to.include("two resources in the stack are called twice (test:index:Group)");
  });

  it("refuses a parent and a provider of another program", async () => {
    let stale: Group | undefined;
    const foreign = await recordThings((provider) => {
      stale = new Group("stale", {}, { providers: [provider] });
      return {};
    });
    expect(nodeNamed(foreign, "stale").custom).to.equal(false);
    const parent = await failureOf(() => {
      new Group("orphan", {}, stale ? { parent: stale } : {});
      return {};
    });
    expect(parent.message).to.include(
      "orphan (test:index:Group) has a parent that another program constructed",
    );
    const provider = await failureOf(() => {
      const borrowed = stale?.getProvider("thing:index:Thing");
      new Thing("borrower", {}, borrowed ? { provider: borrowed } : {});
      return {};
    });
    expect(provider.message).to.include(
      "borrower (thing:index:Thing) has a provider that another program constructed",
    );
  });

  it("records a component that its provider constructs as a component, whose outputs are unknown", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      const group = new ConfigGroup("manifests", { yaml: "# nothing yet" }, { provider: kubernetes });
      return { resources: group.resources };
    });
    expect(nodeNamed(graph, "manifests")).to.deep.include({
      type: "kubernetes:yaml/v2:ConfigGroup",
      custom: false,
      provider: undefined,
      inputs: { yaml: "# nothing yet" },
    });
    expect(graph.outputs).to.deep.equal({ resources: { $unknown: true } });
  });
});
