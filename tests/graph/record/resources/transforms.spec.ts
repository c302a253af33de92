import { mergeOptions, output, type ResourceTransform, runtime, secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { nodeNamed } from "../../../support/record.ts";
import { failureOf, Group, recordThings, Thing, ThingProvider } from "../../../support/things.ts";

/** Adds a word to the label of a Thing. */
function say(word: string): ResourceTransform {
  return ({ type, props, opts }) =>
    type === "thing:index:Thing"
      ? { props: { ...props, label: `${props["label"] ?? ""}${word}` }, opts }
      : undefined;
}

describe("a recorded transform", () => {
  it("runs on its resource, then those of its ancestors from the nearest up, then the stack's", async () => {
    const graph = await recordThings((provider) => {
      runtime.registerResourceTransform(say(" stack"));
      const outer = new Group("outer", {}, { providers: [provider], transforms: [say(" outer")] });
      const inner = new Group("inner", {}, { parent: outer, transforms: [say(" inner1"), say(" inner2")] });
      new Thing("thing", { label: "given" }, { parent: inner, transforms: [say(" own")] });
      new Thing("plain", { label: "given" }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "thing").inputs["label"]).to.equal("given own inner1 inner2 outer stack");
    expect(nodeNamed(graph, "plain").inputs["label"]).to.equal("given stack");
  });

  it("is told the kind of resource, and leaves it alone when it answers nothing", async () => {
    const seen: unknown[] = [];
    const graph = await recordThings((provider) => {
      runtime.registerResourceTransform(({ type, name, custom, props }) => {
        seen.push([type, name, custom, props]);
        return undefined;
      });
      const group = new Group("group", { size: 1 }, { providers: [provider] });
      new Thing("thing", { label: "x" }, { parent: group });
      return {};
    });
    expect(seen).to.deep.equal([
      ["test:index:Group", "group", false, { size: 1 }],
      ["thing:index:Thing", "thing", true, { label: "x" }],
    ]);
    expect(nodeNamed(graph, "thing").inputs).to.deep.equal({ label: "x" });
  });

  it("changes options, which children inherit as in the engine", async () => {
    const graph = await recordThings((provider) => {
      const first = new Thing("first", {}, { provider });
      const protect: ResourceTransform = ({ name, props, opts }) => ({
        props,
        opts:
          name === "group"
            ? mergeOptions(opts, { protect: true, retainOnDelete: true })
            : mergeOptions(opts, {
                ignoreChanges: ["size"],
                dependsOn: [first],
                aliases: [{ name: "former" }],
              }),
      });
      const group = new Group("group", {}, { providers: [provider], transforms: [protect] });
      new Thing("thing", {}, { parent: group });
      return {};
    });
    expect(nodeNamed(graph, "group").protect).to.equal(true);
    expect(nodeNamed(graph, "thing")).to.deep.include({
      protect: true,
      dependencies: [nodeNamed(graph, "first").urn],
      settings: { ignoreChanges: ["size"], aliases: [{ name: "former" }], retainOnDelete: true },
    });
  });

  it("replaces the options as a whole: a provider left out is missing", async () => {
    const error = await failureOf((provider) => {
      new Thing("thing", {}, { provider, transforms: [({ props }) => ({ props, opts: { protect: true } })] });
      return {};
    });
    expect(error.message).to.match(
      /^thing \(thing:index:Thing\) has no provider, .*\n {2}at tests\/graph\/record\/resources\/transforms\.spec\.ts:\d+$/,
    );
  });

  it("may move a resource to another provider", async () => {
    const graph = await recordThings((provider) => {
      const other = new ThingProvider("other");
      new Thing(
        "thing",
        {},
        {
          provider,
          transforms: [({ props, opts }) => ({ props, opts: { ...opts, provider: other } })],
        },
      );
      return {};
    });
    expect(nodeNamed(graph, "thing").provider).to.equal(nodeNamed(graph, "other").urn);
  });

  it("sees secrets, unknowns and resources as a program does, and need not know of them", async () => {
    const seen: unknown[] = [];
    const graph = await recordThings((provider) => {
      const first = new Thing("first", { label: "known" }, { provider });
      const inputs = {
        spec: { password: secret("hidden"), id: first.id, size: 1, first },
        label: first.label,
        parts: [secret("hidden")],
      };
      new Thing("thing", inputs, {
        provider,
        transforms: [
          ({ props, opts }) => {
            seen.push(props["spec"].size, props["label"], props["spec"].first === first);
            return { props: { ...props, spec: { ...props["spec"], size: 2 } }, opts };
          },
        ],
      });
      return {};
    });
    expect(seen).to.deep.equal([1, "known", true]);
    const first = nodeNamed(graph, "first").urn;
    expect(nodeNamed(graph, "thing")).to.deep.include({
      inputs: {
        label: "known",
        spec: { password: { $secret: true }, id: { $unknown: true }, size: 2, first },
        parts: [{ $secret: true }],
      },
      dependencies: [first],
      propertyDependencies: { label: [first], spec: [first] },
    });
    expect(JSON.stringify(graph)).not.to.include("hidden");
  });

  it("may add Outputs, answer late, and is seen by whoever reads the resource", async () => {
    const graph = await recordThings((provider) => {
      const first = new Thing("first", { label: "x" }, { provider });
      const thing = new Thing(
        "thing",
        {},
        {
          provider,
          transforms: [
            async ({ props, opts }) => {
              await Promise.resolve();
              return { props: { ...props, label: first.label.apply((label) => `${label}!`) }, opts };
            },
          ],
        },
      );
      return { label: thing.label };
    });
    expect(nodeNamed(graph, "thing")).to.deep.include({
      inputs: { label: "x!" },
      dependencies: [nodeNamed(graph, "first").urn],
    });
    expect(graph.outputs).to.deep.equal({ label: "x!" });
  });

  it("that throws is a failure of its resource", async () => {
    const error = await failureOf((provider) => {
      const broken: ResourceTransform = () => {
        throw new Error("broken transform");
      };
      new Thing("thing", {}, { provider, transforms: [broken] });
      return {};
    });
    expect(error.message).to.include("thing (thing:index:Thing): transforms: broken transform");
  });

  it("does not run on the stack itself", async () => {
    const names: string[] = [];
    await recordThings(() => {
      runtime.registerResourceTransform(({ name }) => {
        names.push(name);
        return undefined;
      });
      new Group("group");
      return { late: output(Promise.resolve(1)) };
    });
    expect(names).to.deep.equal(["group"]);
  });
});

describe("a recorded transformation of the older kind", () => {
  it("runs, own before inherited before the stack's, and changes inputs and options", async () => {
    const graph = await recordThings((provider) => {
      const word = (text: string) => (args: { props: Record<string, unknown>; opts: object }) => ({
        props: { ...args.props, label: `${args.props["label"] ?? ""}${text}` },
        opts: { ...args.opts, protect: true },
      });
      runtime.registerStackTransformation(word(" stack"));
      const group = new Group("group", {}, { providers: [provider], transformations: [word(" group")] });
      new Thing("thing", { label: "given" }, { parent: group, transformations: [word(" own")] });
      return {};
    });
    expect(nodeNamed(graph, "thing")).to.deep.include({
      inputs: { label: "given own group stack" },
      protect: true,
    });
  });
});
