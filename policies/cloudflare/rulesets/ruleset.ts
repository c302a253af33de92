import type { PolicyResource } from "../../context.ts";
import type { Property } from "../../property.ts";

export const RULESET = "cloudflare:index/ruleset:Ruleset";

/** The rules of a ruleset, if it is one of the given phase; none otherwise. */
export function rulesOf(ruleset: PolicyResource, phase: string): Property[] {
  return ruleset.at("phase").is(phase) ? ruleset.at("rules").items() : [];
}

/** Whether a rule is disabled; rules are enabled by default. */
export function isDisabled(rule: Property): boolean {
  return rule.at("enabled").is(false);
}

/** A rule's name in messages: its description, its reference or its position. */
export function ruleLabel(rule: Property): string {
  const description = rule.at("description");
  const reference = rule.at("ref");
  const words =
    (description.isReadable() && description.text()) ||
    (reference.isReadable() && reference.text()) ||
    rule.path;
  return `rule "${words}"`;
}
