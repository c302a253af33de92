import { type Inputs, output } from "@pulumi/pulumi";
import { expect } from "chai";
import { nodeNamed } from "../../../support/record.ts";
import { Group, recordThings, Thing } from "../../../support/things.ts";

describe("what a recorded component publishes", () => {
  it("is what it registers as outputs, plain and late, without undefined members", async () => {
    const graph = await recordThings((provider) => {
      new Group("plain", {}, {}, () => ({ summary: { dnssec: "on" }, gone: undefined, ports: [80] }));
      new Group("late", {}, { providers: [provider] }, (parent) => {
        const thing = new Thing("thing", { label: "x" }, { parent });
        return { id: thing.id, label: thing.label, thing, nested: { promised: Promise.resolve(1) } };
      });
      return {};
    });
    expect(nodeNamed(graph, "plain").published).to.deep.equal({ summary: { dnssec: "on" }, ports: [80] });
    expect(nodeNamed(graph, "late").published).to.deep.equal({
      id: { $unknown: true },
      label: "x",
      thing: nodeNamed(graph, "thing").urn,
      nested: { promised: 1 },
    });
  });

  it("is absent when it publishes nothing", async () => {
    class Silent extends Group {
      override registerOutputs(): void {}
    }
    const graph = await recordThings(() => {
      new Group("empty");
      new Group("late-empty", {}, {}, () => ({ gone: output(undefined) }));
      new Silent("silent");
      return {};
    });
    for (const name of ["empty", "late-empty", "silent"]) {
      expect(nodeNamed(graph, name).published, name).to.equal(undefined);
    }
  });

  it("is what it registers first: the SDK ignores a second time", async () => {
    const graph = await recordThings(() => {
      const group = new Group("group", {}, {}, () => ({ first: true }));
      (group as unknown as { registerOutputs(outputs: Inputs): void }).registerOutputs({ second: true });
      return {};
    });
    expect(nodeNamed(graph, "group").published).to.deep.equal({ first: true });
  });
});

describe("recorded stack outputs", () => {
  it("are what the program returns", async () => {
    const graph = await recordThings((provider) => {
      const thing = new Thing("thing", { label: "x" }, { provider });
      return {
        size: 1,
        label: thing.label,
        list: [thing.id, output("y")],
        at: { nested: Promise.resolve(true) },
      };
    });
    expect(graph.outputs).to.deep.equal({
      size: 1,
      label: "x",
      list: [{ $unknown: true }, "y"],
      at: { nested: true },
    });
    expect(graph.nodes[0]?.published).to.deep.equal(graph.outputs);
  });

  it("are none when it returns nothing, at once or late", async () => {
    expect((await recordThings(() => undefined)).outputs).to.deep.equal({});
    expect((await recordThings(async () => undefined)).outputs).to.deep.equal({});
    expect((await recordThings(() => ({}))).outputs).to.deep.equal({});
  });

  it("hold a resource as the SDK writes it out: its members", async () => {
    const graph = await recordThings((provider) => ({
      thing: new Thing("thing", { label: "x" }, { provider }),
    }));
    expect(graph.outputs["thing"]).to.deep.include({
      urn: nodeNamed(graph, "thing").urn,
      id: { $unknown: true },
      label: "x",
      address: { $unknown: true },
    });
  });

  it("that are undefined are left out, and warned of", async () => {
    const logged: string[] = [];
    const graph = await recordThings(() => ({ gone: undefined, kept: 1 }), {
      log: (severity, message) => logged.push(`${severity}: ${message}`),
    });
    expect(graph.outputs).to.deep.equal({ kept: 1 });
    expect(logged).to.deep.equal(["warning: Undefined value (gone) will not show as a stack output."]);
  });
});
