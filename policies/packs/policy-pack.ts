import { PolicyPack } from "@pulumi/policy";
import { type ExceptionsSource, resolveExceptions } from "../exceptions/resolve.ts";
import { type RuleSelection, selectRules } from "../rules.ts";
import { policiesOf } from "./adapter.ts";

export type { ExceptionsSource } from "../exceptions/resolve.ts";

/** What a policy pack enforces. */
export interface PolicyPackArgs extends RuleSelection {
  /** What findings call the pack: letters, digits, hyphens, underscores and periods. Default "strata". */
  readonly name?: string;
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
  const { name = "strata", exceptions = [] } = args;
  return new PolicyPack(name, {
    policies: policiesOf(selectRules(args), {
      exceptions: resolveExceptions(exceptions, process.cwd()),
      today: new Date().toISOString().slice(0, 10),
    }),
  });
}
