import { interpolate, output, secret } from "@pulumi/pulumi";
import fc from "fast-check";
import { Group, Thing, type ThingProvider } from "../../../../support/things.ts";

/** One resource of a generated program; references count back to resources before it. */
export interface Step {
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

/** Generated programs of up to eight resources. */
export const programSteps: fc.Arbitrary<Step[]> = fc.array(step, { maxLength: 8 });

/** Constructs the resources of a generated program. */
export function runSteps(steps: readonly Step[], provider: ThingProvider): Record<string, unknown> {
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
