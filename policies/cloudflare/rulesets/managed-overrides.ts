import { overrideReason } from "#models/cloudflare/managed-overrides";
import { OWASP_THRESHOLDS, OWASP_VERDICT } from "#models/cloudflare/managed-rulesets";
import { type Outcome, type Property, separately, type Violation } from "../../property.ts";
import { ruleLabel } from "./ruleset.ts";

/** Violations of a rule that executes a managed set: what its overrides weaken without a reason. */
export function weakenedBy(rule: Property): Iterable<Outcome> {
  const overrides = rule.at("actionParameters.overrides");
  return separately([ofSet, ofCategories, ofRules], (judge) => judge(rule, overrides));
}

/** An override of a whole set. */
function* ofSet(rule: Property, override: Property): Iterable<Violation> {
  const action = override.at("action");
  if (action.is("log")) {
    yield action.violation(`${ruleLabel(rule)} only logs attacks`);
  }
  const enabled = override.at("enabled");
  if (enabled.is(false)) {
    yield enabled.violation(`${ruleLabel(rule)} is disabled by an override`);
  }
}

function ofCategories(rule: Property, overrides: Property): Iterable<Outcome> {
  return separately(overrides.at("categories").items(), (category) => {
    const name = category.at("category").text() ?? "?";
    // Levels above the wanted one are off by design; with the first, no rule is left.
    return name.startsWith("paranoia-level-") && name !== "paranoia-level-1"
      ? []
      : weakened(rule, category, name, `attacks of category "${name}"`);
  });
}

function ofRules(rule: Property, overrides: Property): Iterable<Outcome> {
  return separately(overrides.at("rules").items(), (each) => {
    const id = each.at("id").text() ?? "?";
    return id === OWASP_VERDICT
      ? scoreRule(rule, each)
      : weakened(rule, each, `rule ${id}`, `what rule ${id} finds`);
  });
}

/** The rule that acts for the whole OWASP set, which no reason excuses. */
function* scoreRule(rule: Property, override: Property): Iterable<Violation> {
  yield* ofSet(rule, override);
  const threshold = override.at("scoreThreshold");
  const score = threshold.number();
  if (score !== undefined && score > OWASP_THRESHOLDS.low) {
    yield threshold.violation(
      `${ruleLabel(rule)} acts at a score above ${score}; ${OWASP_THRESHOLDS.low} is the highest that Cloudflare offers`,
    );
  }
}

/** One override, by a tag or of a rule; its reason is in the description of the rule that executes the set. */
function* weakened(rule: Property, override: Property, target: string, what: string): Iterable<Violation> {
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
