import { output, runtime, StackReference, secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { nodeNamed } from "../../../support/record.ts";
import { Group, recordThings, Thing } from "../../../support/things.ts";

describe("recorded reads", () => {
  it("carry the id that the program gave, which its outputs know", async () => {
    const graph = await recordThings((provider) => {
      const found = Thing.get("found", "projects/p/things/t", { label: "hint" }, { provider });
      return { id: found.id, label: found.label, address: found.address };
    });
    expect(nodeNamed(graph, "found")).to.deep.include({
      read: { id: "projects/p/things/t" },
      inputs: { label: "hint" },
      provider: nodeNamed(graph, "things").urn,
    });
    expect(graph.outputs).to.deep.equal({
      id: "projects/p/things/t",
      label: "hint",
      address: { $unknown: true },
    });
  });

  it("may have an id that comes late, is unknown or is a secret", async () => {
    const graph = await recordThings((provider) => {
      const first = new Thing("first", {}, { provider });
      const late = Thing.get("late", output(Promise.resolve("late-id")), {}, { provider });
      const unknown = Thing.get("unknown", first.id, {}, { provider });
      const hidden = Thing.get("hidden", secret("hidden-id"), {}, { provider });
      return { late: late.id, unknown: unknown.id, hidden: hidden.id };
    });
    expect(nodeNamed(graph, "late").read).to.deep.equal({ id: "late-id" });
    expect(nodeNamed(graph, "unknown").read).to.deep.equal({ id: { $unknown: true } });
    expect(nodeNamed(graph, "hidden").read).to.deep.equal({ id: { $secret: true } });
    expect(graph.outputs).to.deep.equal({
      late: "late-id",
      unknown: { $unknown: true },
      hidden: { $secret: true },
    });
    expect(JSON.stringify(graph)).not.to.include("hidden-id");
  });

  it("are told from what is created", async () => {
    const graph = await recordThings((provider) => {
      new Thing("created", {}, { provider });
      return {};
    });
    expect(nodeNamed(graph, "created").read).to.equal(undefined);
  });

  it("of another stack need no provider, and all its outputs are unknown", async () => {
    const graph = await recordThings((provider) => {
      const other = new StackReference("org/project/other");
      new Thing(
        "user",
        { label: other.getOutput("address"), spec: other.requireOutput("spec") },
        { provider },
      );
      return {};
    });
    expect(nodeNamed(graph, "org/project/other")).to.deep.include({
      type: "pulumi:pulumi:StackReference",
      read: { id: "org/project/other" },
      inputs: { name: "org/project/other" },
      provider: undefined,
    });
    expect(nodeNamed(graph, "user")).to.deep.include({
      inputs: { label: { $unknown: true }, spec: { $unknown: true } },
      dependencies: [nodeNamed(graph, "org/project/other").urn],
    });
  });
});

describe("a further object for a recorded resource", () => {
  it("adds no node and answers what the first answers", async () => {
    const graph = await recordThings((provider) => {
      const first = new Thing("first", { label: "x" }, { provider });
      const urn = "urn:pulumi:unit::tests::thing:index:Thing::first";
      const again = new Thing("first", {}, { urn });
      new Thing("user", { label: again.label, size: again.id, address: again.address }, { provider });
      new Thing("child", {}, { parent: again, provider });
      return { same: first.urn, again: again.urn };
    });
    expect(graph.nodes.filter(({ name }) => name === "first")).to.have.length(1);
    expect(graph.outputs["again"]).to.equal(graph.outputs["same"]);
    expect(nodeNamed(graph, "user").inputs).to.deep.equal({
      label: "x",
      size: { $unknown: true },
      address: { $unknown: true },
    });
    expect(nodeNamed(graph, "child").parent).to.equal(graph.outputs["same"]);
  });

  it("of another stack is unknown", async () => {
    const graph = await recordThings((provider) => {
      const urn = "urn:pulumi:other::tests::thing:index:Thing::foreign";
      const foreign = new Thing("foreign", {}, { urn });
      new Thing("user", { label: foreign.label }, { provider });
      return { urn: foreign.urn };
    });
    expect(graph.nodes.map(({ name }) => name)).not.to.include("foreign");
    expect(nodeNamed(graph, "user").inputs).to.deep.equal({ label: { $unknown: true } });
    expect(graph.outputs["urn"]).to.equal("urn:pulumi:other::tests::thing:index:Thing::foreign");
  });

  it("is what the SDK makes of a resource in the inputs of another", async () => {
    runtime.registerResourceModule("test", "index", {
      version: "1.0.0",
      construct: (name: string, _type: string, urn: string) => new Group(name, {}, { urn }),
    });
    const graph = await recordThings((provider) => {
      const group = new Group("group");
      const holder = new Thing("holder", { spec: { group } }, { provider });
      new Thing("user", { label: holder.spec.apply(() => "never") }, { provider });
      return {};
    });
    expect(graph.nodes.filter(({ name }) => name === "group")).to.have.length(1);
    expect(nodeNamed(graph, "user").inputs).to.deep.equal({ label: { $unknown: true } });
  });
});
