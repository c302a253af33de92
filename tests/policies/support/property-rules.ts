import { expect } from "chai";
import type { Value, Values } from "#graph/model";
import type { Rule } from "#policies/rule";
import { resource } from "./nodes.ts";
import { describeRule } from "./rules.ts";

/** What a row of a table accepts and refuses, in inputs of a resource. */
export interface RowExamples {
  /** Default: the first type that the rule applies to. */
  readonly type?: string;
  readonly passes: readonly Values[];
  /** Inputs, the finding as `message [path]`, and the type where it is another one. */
  readonly fails: readonly (readonly [inputs: Values, finding: string, type?: string])[];
  /** Inputs with an unknown value, and the path that is then undecided. */
  readonly unknown: readonly [Values, string];
}

/** Tests of a table of rules: each of its rows has examples. */
export function describeTable(
  rules: readonly Rule[],
  examples: Readonly<Record<string, RowExamples>>,
  environment?: string,
): void {
  it("has examples of every row", () => {
    expect(Object.keys(examples).sort()).to.deep.equal(rules.map(({ id }) => id).sort());
  });
  for (const rule of rules) {
    const row = examples[rule.id];
    if (!row) {
      continue;
    }
    const type = row.type ?? rule.appliesTo[0] ?? "";
    const named = (inputs: Values): string => JSON.stringify(inputs);
    describeRule(rule, {
      passes: Object.fromEntries(row.passes.map((inputs) => [named(inputs), [resource(type, inputs)]])),
      fails: Object.fromEntries(
        row.fails.map(([inputs, finding, other = type]) => [
          `${named(inputs)} of ${other}`,
          { stack: [resource(other, inputs)], findings: [finding] },
        ]),
      ),
      unknown: { "an unknown value": { stack: [resource(type, row.unknown[0])], at: [row.unknown[1]] } },
      ...(environment === undefined ? {} : { environment }),
    });
  }
}

/** An object with one value at a dotted path. */
export function at(path: string, value: Value): Values {
  const [name = "", ...rest] = path.split(".");
  return { [name]: rest.length === 0 ? value : at(rest.join("."), value) };
}
