import { all, interpolate, output, secret } from "@pulumi/pulumi";
import { Group, Thing, ThingProvider } from "../../../../support/things.ts";

/** A program whose resources all have different names; it is handed its provider. */
export type NamedProgram = (provider: ThingProvider) => Record<string, unknown>;

/** Programs that use what Pulumi offers, by what they use. */
export const CORPUS: Readonly<Record<string, NamedProgram>> = {
  "nothing but a stack": () => ({}),
  "plain inputs": (provider) => {
    new Thing(
      "a",
      { label: "x", spec: { on: true, gone: undefined, list: [1, undefined, null] } },
      { provider },
    );
    return {};
  },
  "odd inputs": (provider) => {
    const spec = { date: new Date(0), map: new Map([[1, 2]]), call: () => 1, none: null, big: 1n, text: "" };
    new Thing("a", { spec, size: -0.5, hook: () => 1, label: undefined }, { provider });
    return {};
  },
  "nested components": (provider) => {
    const outer = new Group("outer", { size: 1 }, { providers: [provider], protect: true });
    const inner = new Group("inner", { spec: { a: [{}] } }, { parent: outer });
    new Thing("kept", {}, { parent: inner });
    const loose = new Thing("loose", {}, { parent: inner, protect: false });
    new Thing("below", {}, { parent: loose });
    return {};
  },
  "dependencies on components and their children": (provider) => {
    const outer = new Group("outer", {}, { providers: [provider] });
    const inner = new Group("inner", {}, { parent: outer });
    const deep = new Thing("deep", {}, { parent: inner });
    new Thing("deeper", {}, { parent: deep });
    new Thing("after", { spec: { outer } }, { provider, dependsOn: [inner, Promise.resolve(deep)] });
    new Group("last", { of: deep.id }, { dependsOn: outer });
    return {};
  },
  "outputs in all forms": (provider) => {
    const a = new Thing("a", { label: "x", parts: ["p"] }, { provider });
    const b = new Thing("b", { label: a.label, size: a.size, spec: { deep: [{ id: a.id }] } }, { provider });
    new Thing("c", { label: interpolate`${a.label}/${b.label}`, parts: [a.parts, b.id] }, { provider });
    new Thing("d", { label: all([a.label, a.id]).apply(([label]) => label) }, { provider });
    new Thing(
      "e",
      { label: a.label.apply((label) => output(`${label}!`)), spec: { a, promised: Promise.resolve(1) } },
      { provider },
    );
    return { last: b.label };
  },
  secrets: (provider) => {
    const a = new Thing(
      "a",
      { label: secret("s"), spec: { deep: secret({ x: 1 }), plain: 1 } },
      { provider },
    );
    new Thing("b", { label: a.label, size: all([a.label, 1]).apply(([, one]) => one) }, { provider });
    new Group("g", { of: a.label, unknown: secret(a.id) });
    return {};
  },
  "a provider that waits for what another makes": (provider) => {
    const cluster = new Thing("cluster", {}, { provider });
    const inner = new ThingProvider("inner", { address: cluster.address, level: 1 });
    new Group("platform", {}, { providers: [inner] }, (parent) => {
      new Thing("inside", {}, { parent });
      return {};
    });
    return {};
  },
  transformations: (provider) => {
    new Group(
      "g",
      {},
      {
        providers: [provider],
        transformations: [
          ({ props, opts }) => ({ props: { ...props, size: 7 }, opts: { ...opts, protect: true } }),
        ],
      },
      (parent) => {
        new Thing("a", { label: "x" }, { parent });
        return {};
      },
    );
    return {};
  },
};
