import type { Step } from "../phases.ts";
import type { PlannedRule } from "./plan.ts";
import { entries, isList, text } from "./values.ts";

/** What rules with the action `skip` leave out for a request. */
export class Skips {
  readonly #phases = new Set<string>();
  readonly #rulesets = new Set<string>();
  readonly #rules = new Map<string, readonly string[]>();

  add({ parameters }: PlannedRule): void {
    for (const phase of strings(parameters["phases"])) {
      this.#phases.add(phase);
    }
    for (const ruleset of strings(parameters["rulesets"])) {
      this.#rulesets.add(ruleset);
    }
    for (const [ruleset, rules] of entries(parameters["rules"])) {
      this.#rules.set(ruleset, [...(this.#rules.get(ruleset) ?? []), ...strings(rules)]);
    }
  }

  skipsPhase(step: Step): boolean {
    return this.#phases.has(step);
  }

  /** Whether a rule executes a managed ruleset that an earlier exception leaves out. */
  skipsRuleset(rule: PlannedRule): boolean {
    return rule.action === "execute" && this.#rulesets.has(idOf(rule));
  }

  /** Ids of the managed rules that an earlier exception leaves out of a ruleset. */
  rulesWithout(rule: PlannedRule): readonly string[] {
    return rule.action === "execute" ? (this.#rules.get(idOf(rule)) ?? []) : [];
  }
}

function idOf({ parameters }: PlannedRule): string {
  return text(parameters["id"]) ?? "";
}

function strings(value: unknown): string[] {
  return isList(value) ? value.map((each) => text(each) ?? "") : [];
}
