import { all, interpolate, output, secret } from "@pulumi/pulumi";
import { expect } from "chai";
import fc from "fast-check";
import { type Graph, isRecord, type Value } from "#graph/model";
import { RecordingError } from "#graph/record/record";
import { Group, recordThings, Thing, ThingProvider } from "../../../support/things.ts";
import { nameOf, runMocked, type SentResource } from "./mocked.ts";

/** A program whose resources all have different names; it is handed its provider. */
type NamedProgram = (provider: ThingProvider) => Record<string, unknown>;

/** What recording a program says of its resources, in the words of {@link SentResource}. */
function recorded(graph: Graph): Map<string, SentResource> {
  const names = new Map(graph.nodes.map(({ urn, name }) => [urn, name]));
  const shorten = (value: Value): unknown => {
    if (typeof value === "string") {
      return names.get(value) ?? value;
    }
    if (Array.isArray(value)) {
      return value.map(shorten);
    }
    return isRecord(value)
      ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shorten(member)]))
      : value;
  };
  return new Map(
    graph.nodes.map((node) => [
      node.name,
      {
        type: node.type,
        name: node.name,
        custom: node.custom,
        parent: node.parent && nameOf(node.parent),
        provider: node.provider && nameOf(node.provider),
        protect: node.protect,
        dependencies: node.dependencies.map(nameOf).sort(),
        propertyDependencies: Object.fromEntries(
          Object.entries(node.propertyDependencies).map(([key, urns]) => [key, urns.map(nameOf).sort()]),
        ),
        inputs: shorten(node.inputs),
      },
    ]),
  );
}

async function compare(program: NamedProgram): Promise<void> {
  const graph = await recordThings(program);
  const sent = await runMocked(() => program(new ThingProvider("things")));
  expect(Object.fromEntries(recorded(graph))).to.deep.equal(Object.fromEntries(sent));
}

const corpus: Record<string, NamedProgram> = {
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

/** One resource of a generated program; references count back to resources before it. */
interface Step {
  readonly component: boolean;
  readonly parent: number | undefined;
  readonly protect: boolean | undefined;
  readonly dependsOn: readonly number[];
  readonly inputs: Readonly<Record<"label" | "spec" | "parts", Expression>>;
}

type Expression =
  | { readonly kind: "plain"; readonly value: unknown }
  | { readonly kind: "promise" | "secret" | "list" | "object" | "output"; readonly of: Expression }
  | { readonly kind: "read"; readonly back: number; readonly property: "id" | "label" | "size" | "resource" }
  | { readonly kind: "text"; readonly left: Expression; readonly right: Expression };

const back = fc.nat({ max: 5 });

// Members that stand for something in JavaScript, such as `toString` or `then`, break the SDK itself.
const SPECIAL = new RegExp(
  `"(${[...Object.getOwnPropertyNames(Object.prototype), "then", "toJSON"].join("|")})":`,
);
const json = fc.jsonValue({ maxDepth: 2 }).filter((value) => !SPECIAL.test(JSON.stringify(value)));

const { expression, text } = fc.letrec<{ expression: Expression; text: Expression }>((tie) => ({
  // What others read: a text, since an object is open to what its provider adds, which mocks do not know.
  text: fc.oneof(
    { maxDepth: 4 },
    fc.string().map((value): Expression => ({ kind: "plain", value })),
    fc.record({
      kind: fc.constant("read" as const),
      back,
      property: fc.constantFrom("id" as const, "label", "size"),
    }),
    fc.record({ kind: fc.constantFrom("promise" as const, "secret", "output"), of: tie("text") }),
    fc.record({ kind: fc.constant("text" as const), left: tie("text"), right: tie("text") }),
  ),
  expression: fc.oneof(
    { maxDepth: 4 },
    fc.record({ kind: fc.constant("plain" as const), value: json }),
    fc.record({
      kind: fc.constant("read" as const),
      back,
      property: fc.constantFrom("id" as const, "label", "size", "resource"),
    }),
    fc.record({
      kind: fc.constantFrom("promise" as const, "secret", "list", "object", "output"),
      of: tie("expression"),
    }),
    fc.record({ kind: fc.constant("text" as const), left: tie("text"), right: tie("text") }),
  ),
}));

const step: fc.Arbitrary<Step> = fc.record({
  component: fc.boolean(),
  parent: fc.option(back, { nil: undefined }),
  protect: fc.option(fc.boolean(), { nil: undefined }),
  dependsOn: fc.array(back, { maxLength: 2 }),
  inputs: fc.record({
    label: text,
    spec: expression,
    parts: expression,
  }),
});

function run(steps: readonly Step[], provider: ThingProvider): Record<string, unknown> {
  const made: (Group | Thing)[] = [];
  const evaluate = (given: Expression): unknown => {
    switch (given.kind) {
      case "plain":
        return given.value;
      case "promise":
        return Promise.resolve(evaluate(given.of));
      case "secret":
        return secret(evaluate(given.of));
      case "output":
        return output(evaluate(given.of));
      case "list":
        return [evaluate(given.of), 1];
      case "object":
        return { member: evaluate(given.of), other: true };
      case "text":
        return interpolate`${evaluate(given.left) as string}-${evaluate(given.right) as string}`;
      case "read": {
        const from = made.at(-1 - given.back);
        if (given.property === "resource") {
          return from;
        }
        return from instanceof Thing ? from[given.property] : "no thing";
      }
    }
  };
  steps.forEach(({ component, parent: parentBack, protect, dependsOn, inputs }, index) => {
    const parent = parentBack === undefined ? undefined : made.at(-1 - parentBack);
    const opts = {
      ...(parent ? { parent } : {}),
      ...(protect === undefined ? {} : { protect }),
      dependsOn: dependsOn.flatMap((each) => made.at(-1 - each) ?? []),
    };
    const values = {
      label: evaluate(inputs.label),
      spec: evaluate(inputs.spec),
      parts: evaluate(inputs.parts),
    };
    made.push(
      component
        ? new Group(`group-${index}`, values, { ...opts, providers: [provider] })
        : new Thing(`thing-${index}`, values, { ...opts, provider }),
    );
  });
  return {};
}

describe("recording, compared with what the SDK sends to an engine", () => {
  for (const [name, program] of Object.entries(corpus)) {
    it(`agrees on ${name}`, () => compare(program));
  }

  it("agrees on generated programs", async () => {
    let waiting = 0;
    const property = fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      try {
        await compare((provider) => run(steps, provider));
      } catch (error) {
        // Deployed, or under mocks, such a program hangs.
        const cycle = error instanceof RecordingError && error.message.includes("forms a dependency cycle");
        if (!cycle) {
          throw error;
        }
        waiting += 1;
      }
    });
    await fc.assert(property, { numRuns: 150 });
    expect(waiting).to.be.below(75);
  });
});
