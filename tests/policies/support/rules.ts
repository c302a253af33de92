import { expect } from "chai";
import type { Node } from "#graph/model";
import { check } from "#policies/check";
import type { Rule } from "#policies/rule";
import { withType } from "./kinds.ts";
import { graphOf } from "./nodes.ts";
import { expectPatchesAreJudged, expectSameInLists, expectSameInOlderVersions } from "./readings.ts";
import { expectSeparate, expectSound, verdicts } from "./soundness.ts";

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

/** How a rule is tested besides its examples. */
export interface RuleOptions {
  /** Violations, by their paths, that are about several parts together, such as a sum. Default none. */
  readonly together?: RegExp;
}

/** Tests of one rule: its examples, and that not knowing a property never turns into a wrong answer. */
export function describeRule(rule: Rule, examples: RuleExamples, { together }: RuleOptions = {}): void {
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
    it("I4 judges each part by itself beside one that is unknown", () => {
      for (const { stack } of Object.values(examples.fails)) {
        expectSeparate(rule, stack, { together, environment });
      }
    });
    it("I3 judges the same in lists, in older versions of an API and as a patch", () => {
      for (const { stack } of Object.values(examples.fails)) {
        expectSameInLists(rule, stack, environment);
        expectSameInOlderVersions(rule, stack, environment);
        expectPatchesAreJudged(rule, stack, environment);
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
