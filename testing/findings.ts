import { type CheckResult, check, type Finding } from "#policies/check";
import type { Exception } from "#policies/exceptions/exception";
import type { Rule } from "#policies/rule";
import { RULES } from "#policies/rules";
import type { RecordedStack } from "./stack.ts";

/** Which rules are checked, and what is accepted. */
export interface FindingsOptions {
  /** Default: all of strata's. Add your own with `[...RULES, mine]`. */
  readonly rules?: readonly Rule[];
  /** Accepted findings, and the day by which their expiry is judged, such as `2026-11-21`. Default: none. */
  readonly exceptions?: { readonly list: readonly Exception[]; readonly today: string };
  /** The environment that the stack declares, such as `prod`. Default: production goes by words of the stack's name. */
  readonly environment?: string;
}

/** Checks a recorded stack: findings, those excepted, and rules that cannot be decided before deployment. */
export function checkStack(
  stack: RecordedStack,
  { rules = RULES, exceptions = { list: [], today: "" }, environment }: FindingsOptions = {},
): CheckResult {
  return check(stack.graph, rules, { exceptions: exceptions.list, today: exceptions.today, environment });
}

/**
 * The findings of one rule.
 *
 * @param rule the rule, or the id of one of those that are checked
 * @throws Error when none of the rules has the id
 */
export function findingsOf(
  stack: RecordedStack,
  rule: Rule | string,
  options: FindingsOptions = {},
): readonly Finding[] {
  const { rules = RULES } = options;
  const found = typeof rule === "string" ? rules.find(({ id }) => id === rule) : rule;
  if (!found) {
    throw new Error(`no rule has the id "${String(rule)}"`);
  }
  return checkStack(stack, { ...options, rules: [found] }).findings.filter((each) => each.rule === found.id);
}
