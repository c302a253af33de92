import { expect } from "chai";
import { type Node, UNKNOWN } from "#graph/model";
import { check } from "#policies/check";
import type { Rule } from "#policies/rule";
import { withType } from "./kinds.ts";
import { changed, graphOf, pathsIn } from "./nodes.ts";

/** Stacks and what a rule finds in them. */
export interface RuleExamples {
  /** Stacks without a finding, by what is special about them. */
  readonly passes: Readonly<Record<string, readonly Node[]>>;
  /** Stacks with findings, as `message [path]`, in order. */
  readonly fails: Readonly<
    Record<string, { readonly stack: readonly Node[]; readonly findings: readonly string[] }>
  >;
  /** Stacks that cannot be decided, with the paths that are unknown. */
  readonly unknown: Readonly<
    Record<string, { readonly stack: readonly Node[]; readonly at: readonly string[] }>
  >;
  /** The environment of all of these stacks. Default: none is declared. */
  readonly environment?: string;
}

/** Tests of one rule: its examples, and that not knowing a property never turns into a wrong answer. */
export function describeRule(rule: Rule, examples: RuleExamples): void {
  const { environment } = examples;
  describe(`rule ${rule.id}`, () => {
    for (const [what, stack] of Object.entries(examples.passes)) {
      it(`passes ${what}`, () =>
        expect(outcome(rule, stack, environment)).to.deep.equal({ findings: [], unknown: [] }));
    }
    for (const [what, { stack, findings }] of Object.entries(examples.fails)) {
      it(`finds ${what}`, () =>
        expect(outcome(rule, stack, environment)).to.deep.equal({ findings, unknown: [] }));
    }
    for (const [what, { stack, at }] of Object.entries(examples.unknown)) {
      it(`cannot tell ${what}`, () =>
        expect(outcome(rule, stack, environment)).to.deep.equal({ findings: [], unknown: at }));
    }
    it("I17 judges each type that it applies to", () => {
      if (rule.appliesTo !== "every resource" && Object.keys(examples.fails).length > 0) {
        const stacks = Object.values(examples.fails).map(({ stack }) => stack);
        expect(rule.appliesTo.filter((type) => !judges(rule, type, stacks, environment))).to.deep.equal([]);
      }
    });
    it("never passes or blames on an unknown property what a known value decides otherwise", () => {
      const known = [
        ...Object.values(examples.passes),
        ...Object.values(examples.fails).map(({ stack }) => stack),
      ];
      for (const stack of known) {
        expectSound(rule, stack, environment);
      }
    });
  });
}

/** What a rule finds in a stack. */
export function outcome(
  rule: Rule,
  stack: readonly Node[],
  environment?: string,
): { findings: string[]; unknown: string[] } {
  const { findings, unknown } = check(graphOf(stack), [rule], { today: "2026-01-01", environment });
  return {
    findings: findings.map(({ message, path }) => (path === "" ? message : `${message} [${path}]`)),
    unknown: unknown.flatMap(({ paths }) => paths),
  };
}

/**
 * Hides every property in turn. A resource that is then blamed must be to blame, and one that is then passed
 * must pass.
 */
function expectSound(rule: Rule, stack: readonly Node[], environment: string | undefined): void {
  const blamed = verdicts(rule, stack, environment).blamed;
  for (const [index, node] of stack.entries()) {
    for (const path of pathsIn(node.inputs)) {
      const hidden = verdicts(rule, stack.with(index, changed(node, path, UNKNOWN)), environment);
      for (const { urn } of stack) {
        const told = hidden.blamed.has(urn) ? "blamed" : hidden.open.has(urn) ? "open" : "passed";
        const wrong = blamed.has(urn) ? "passed" : "blamed";
        expect(told, `${urn} with ${path} of ${node.name} unknown`).not.to.equal(wrong);
      }
    }
  }
}

/** Whether the rule blames a resource of the type in one of the stacks, or one of another type made into it. */
function judges(
  rule: Rule,
  type: string,
  stacks: readonly (readonly Node[])[],
  environment: string | undefined,
): boolean {
  const blames = (stack: readonly Node[]) => {
    const { blamed } = verdicts(rule, stack, environment);
    return stack.filter(({ urn }) => blamed.has(urn));
  };
  return stacks.some((stack) =>
    blames(stack).some(
      (node) =>
        node.type === type || blames(withType(stack, node, type)).some((other) => other.type === type),
    ),
  );
}

function verdicts(rule: Rule, stack: readonly Node[], environment: string | undefined) {
  const { findings, unknown } = check(graphOf(stack), [rule], { today: "2026-01-01", environment });
  return {
    blamed: new Set(findings.map(({ urn }) => urn)),
    open: new Set(unknown.map(({ urn }) => urn)),
  };
}
