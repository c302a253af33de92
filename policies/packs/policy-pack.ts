import { PolicyPack } from "@pulumi/policy";
import { type ExceptionsSource, resolveExceptions } from "../exceptions/resolve.ts";
import { type Rule, repeatedId } from "../rule.ts";
import { RULES } from "../rules.ts";
import { policiesOf } from "./adapter.ts";

/** What a policy pack enforces. */
export interface PolicyPackArgs {
  /** What findings call the pack: letters, digits, hyphens, underscores and periods. Default "strata". */
  readonly name?: string;
  /** Rules of strata, of your own, or both, each id once. Default: every rule of strata. */
  readonly rules?: readonly Rule[];
  /**
   * Accepted findings: a YAML file, by its URL or by a path relative to the pack's directory, or the exceptions
   * themselves. Default none.
   */
  readonly exceptions?: ExceptionsSource;
}

/**
 * Starts a Pulumi policy pack. It is all that the `index.js` of a pack does: Pulumi runs that file in the
 * pack's directory and asks the pack over each resource, then over the whole stack.
 *
 * @public
 * @throws Error when two rules share an id, or there is none
 * @throws ExceptionsError when the file of exceptions is missing, or with each mistake in them
 */
export function policyPack(args: PolicyPackArgs = {}): PolicyPack {
  const { name = "strata", rules = RULES, exceptions = [] } = args;
  checkRules(name, rules);
  return new PolicyPack(name, {
    policies: policiesOf(rules, {
      exceptions: resolveExceptions(exceptions, process.cwd()),
      today: new Date().toISOString().slice(0, 10),
    }),
  });
}

/** Policies of one pack are told apart by their names, which are the ids. */
function checkRules(name: string, rules: readonly Rule[]): void {
  const twice = repeatedId(rules);
  if (twice !== undefined) {
    throw new Error(`policyPack "${name}": rules hold "${twice}" twice; each id is allowed once`);
  }
  if (rules.length === 0) {
    throw new Error(`policyPack "${name}": rules are empty; at least one is needed`);
  }
}
