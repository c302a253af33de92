import type { CustomResourceOptions } from "@pulumi/pulumi";
import { expect } from "chai";
import type { ResourceSettings } from "#graph/model";
import { nodeNamed } from "../../../support/record.ts";
import { Group, recordThings, Thing } from "../../../support/things.ts";

async function settingsOf(opts: CustomResourceOptions): Promise<ResourceSettings> {
  const graph = await recordThings((provider) => {
    const first = new Thing("first", {}, { provider });
    new Thing("at-once", {}, { provider, ...opts });
    new Thing("late", { label: first.id }, { provider, ...opts });
    return {};
  });
  const { settings } = nodeNamed(graph, "at-once");
  expect(nodeNamed(graph, "late").settings, "with an input that comes late").to.deep.equal(settings);
  return settings;
}

describe("recorded options", () => {
  it("are absent where the program gives none", async () => {
    expect(await settingsOf({})).to.deep.equal({});
    expect(await settingsOf({ ignoreChanges: [], replaceOnChanges: [], aliases: [] })).to.deep.equal({});
  });

  it("are kept as given", async () => {
    const opts = {
      ignoreChanges: ["spec.replicas"],
      replaceOnChanges: ["label"],
      additionalSecretOutputs: ["address"],
      deleteBeforeReplace: false,
      retainOnDelete: true,
      customTimeouts: { create: "10m", delete: "1h" },
      import: "existing-id",
      version: "1.2.3",
    };
    expect(await settingsOf(opts)).to.deep.equal(opts);
  });

  it("name the resource that a resource goes with", async () => {
    const graph = await recordThings((provider) => {
      const cluster = new Thing("cluster", {}, { provider });
      new Thing("inside", {}, { provider, deletedWith: cluster });
      return {};
    });
    const inside = nodeNamed(graph, "inside");
    expect(inside.settings).to.deep.equal({ deletedWith: nodeNamed(graph, "cluster").urn });
    expect(inside.dependencies).to.deep.equal([]);
  });

  it("hold a replaceWith as a dependency", async () => {
    const graph = await recordThings((provider) => {
      const key = new Thing("key", {}, { provider });
      new Thing("lock", {}, { provider, replaceWith: [key] });
      return {};
    });
    expect(nodeNamed(graph, "lock").dependencies).to.deep.equal([nodeNamed(graph, "key").urn]);
  });
});

describe("recorded inheritance", () => {
  it("protects what is in a protected component, unless it says otherwise", async () => {
    const graph = await recordThings((provider) => {
      const outer = new Group("outer", {}, { providers: [provider], protect: true });
      const inner = new Group("inner", {}, { parent: outer });
      new Thing("kept", {}, { parent: inner });
      new Thing("loose", {}, { parent: inner, protect: false });
      const loose = new Group("loose-group", {}, { parent: outer, protect: false });
      new Thing("in-loose", {}, { parent: loose });
      new Thing("outside", {}, { provider });
      return {};
    });
    const protect = Object.fromEntries(graph.nodes.map((node) => [node.name, node.protect]));
    expect(protect).to.include({
      outer: true,
      inner: true,
      kept: true,
      loose: false,
      "loose-group": false,
      "in-loose": false,
      outside: false,
      things: false,
    });
  });

  it("passes retainOnDelete and deletedWith down, as the engine does", async () => {
    const graph = await recordThings((provider) => {
      const cluster = new Thing("cluster", {}, { provider });
      const outer = new Group(
        "outer",
        {},
        { providers: [provider], retainOnDelete: true, deletedWith: cluster },
      );
      const inner = new Group("inner", {}, { parent: outer });
      new Thing("heir", {}, { parent: inner });
      new Thing("own", {}, { parent: inner, retainOnDelete: false, deletedWith: inner });
      return {};
    });
    const cluster = nodeNamed(graph, "cluster").urn;
    expect(nodeNamed(graph, "heir").settings).to.deep.equal({ retainOnDelete: true, deletedWith: cluster });
    expect(nodeNamed(graph, "own").settings).to.deep.equal({
      retainOnDelete: false,
      deletedWith: nodeNamed(graph, "inner").urn,
    });
  });

  it("does not pass down what belongs to one resource", async () => {
    const graph = await recordThings((provider) => {
      const parent = new Group(
        "group",
        {},
        {
          providers: [provider],
          ignoreChanges: ["size"],
          aliases: [{ name: "former" }],
          customTimeouts: { create: "1h" },
        },
      );
      new Thing("child", {}, { parent });
      return {};
    });
    expect(nodeNamed(graph, "group").settings).to.have.keys("ignoreChanges", "aliases", "customTimeouts");
    expect(nodeNamed(graph, "child").settings).to.deep.equal({});
  });
});
