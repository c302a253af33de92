import { overrideReason } from "#models/cloudflare/managed-overrides";
import { type Outcome, type Property, separately, type Violation } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { isDisabled, RULESET, ruleLabel, rulesOf } from "./ruleset.ts";

const MANAGED = "http_request_firewall_managed";

export const managedWaf = resourceRule({
  id: "cloudflare-managed-waf",
  title: "Managed WAF rules block instead of only logging",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Prowler: ["zone_waf_enabled", "zone_waf_owasp_ruleset_enabled"] },
  appliesTo: [RULESET],
  fix: 'remove the override, or say why at the end of the rule\'s description: ; <tag or "rule" and id> <log or off>: <reason>',
  why: "A WAF that only logs lets every attack through while looking like protection.",
  each: (ruleset) => [...rulesOf(ruleset, MANAGED), ...rulesOf(ruleset, "http_request_firewall_custom")],
  *check(rule, ruleset) {
    if (isDisabled(rule)) {
      return;
    }
    const action = rule.at("action");
    if (action.is("skip")) {
      yield* checkSkip(rule, ruleset.at("phase").is(MANAGED));
    } else if (action.is("execute")) {
      yield* checkOverrides(rule);
    }
  },
});

/** An exception for every request is no exception. */
function* checkSkip(rule: Property, managed: boolean): Iterable<Violation> {
  const expression = rule.at("expression");
  if (!expression.is("true")) {
    return;
  }
  const parameters = rule.at("actionParameters");
  const everything = managed && parameters.at("ruleset").is("current");
  const wholeSets = parameters.at("rulesets").items().length > 0;
  if (everything || wholeSets || parameters.at("phases").texts().includes(MANAGED)) {
    yield expression.violation(`${ruleLabel(rule)} skips managed rules for every request`);
  }
}

function* checkOverrides(rule: Property): Iterable<Outcome> {
  const overrides = rule.at("actionParameters.overrides");
  yield* separately([ofWholeSet, ofCategories, ofRules], (judge) => judge(rule, overrides));
}

function* ofWholeSet(rule: Property, overrides: Property): Iterable<Violation> {
  const action = overrides.at("action");
  if (action.is("log")) {
    yield action.violation(`${ruleLabel(rule)} only logs attacks`);
  }
  const enabled = overrides.at("enabled");
  if (enabled.is(false)) {
    yield enabled.violation(`${ruleLabel(rule)} is disabled by an override`);
  }
}

function* ofCategories(rule: Property, overrides: Property): Iterable<Outcome> {
  yield* separately(overrides.at("categories").items(), function* (category) {
    const name = category.at("category").text() ?? "?";
    // Levels above the wanted one are off by design.
    if (!name.startsWith("paranoia-level-")) {
      yield* checkOverride(rule, category, name, `attacks of category "${name}"`);
    }
  });
}

function* ofRules(rule: Property, overrides: Property): Iterable<Outcome> {
  yield* separately(overrides.at("rules").items(), function* (each) {
    const id = each.at("id").text() ?? "?";
    yield* checkOverride(rule, each, `rule ${id}`, `what rule ${id} finds`);
  });
}

/** One override, by a tag or of a rule; its reason is in the description of the rule that executes the set. */
function* checkOverride(
  rule: Property,
  override: Property,
  target: string,
  what: string,
): Iterable<Violation> {
  const excused = (action: string) =>
    overrideReason(rule.at("description").text() ?? "", target, action) !== undefined;
  const action = override.at("action");
  if (action.is("log") && !excused("log")) {
    yield action.violation(`${ruleLabel(rule)} only logs ${what}`);
  }
  const enabled = override.at("enabled");
  if (enabled.is(false) && !excused("off")) {
    yield enabled.violation(`${ruleLabel(rule)} lets ${what} pass`);
  }
}
