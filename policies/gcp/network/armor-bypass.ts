import type { PolicyContext, PolicyResource } from "../../context.ts";
import { openTo } from "../../opened.ts";
import { type Property, some } from "../../property.ts";
import { stackRule } from "../../rule.ts";

const POLICIES = [
  "gcp:compute/securityPolicy:SecurityPolicy",
  "gcp:compute/regionSecurityPolicy:RegionSecurityPolicy",
];
const RULES = [
  "gcp:compute/securityPolicyRule:SecurityPolicyRule",
  "gcp:compute/regionSecurityPolicyRule:RegionSecurityPolicyRule",
];

/** The input of a rule that names its policy. */
const POLICY = "securityPolicy";

export const armorBypass = stackRule<Property>({
  id: "gcp-armor-bypass",
  title: "No rule of Cloud Armor lets the internet past the rules after it",
  severity: "high",
  appliesTo: [...POLICIES, ...RULES],
  fix: "give the rule a priority after those that deny or limit, or name the few addresses that need it",
  why: "The first rule that matches decides: an allowance for everyone turns off the firewall and limits behind it.",
  each: ownRules,
  *check(rule, stack, resource) {
    if (!rule.at("action").is("allow") || rule.at("preview").is(true)) {
      return;
    }
    const later = () =>
      some(rulesBeside(resource, stack), (other) => isAfter(other, rule) && isFilter(other));
    const expression = rule.at("match.expr.expression");
    if (expression.is("true")) {
      if (later()) {
        yield expression.violation("everyone is let past the rules after it");
      }
      return;
    }
    const sources = rule.at("match.config.srcIpRanges");
    for (const violation of openTo({ list: sources }, (share) => `${share} is let past the rules after it`)) {
      if (later()) {
        yield violation;
      }
    }
  },
});

function ownRules(resource: PolicyResource): Property[] {
  return RULES.includes(resource.type) ? [resource.inputs()] : resource.at("rules").items();
}

/** All rules of the policy that a resource is, or belongs to. */
function rulesBeside(resource: PolicyResource, stack: PolicyContext): Property[] {
  const belongs = (rule: PolicyResource) =>
    rule === resource || rule.uses(POLICY, resource) || isOfSamePolicy(rule, resource);
  const policies = resource.originsOf(POLICY).flatMap((urn) => stack.byUrn(urn) ?? []);
  return [...policies, resource, ...stack.ofType(...RULES).filter(belongs)].flatMap(ownRules);
}

function isOfSamePolicy(rule: PolicyResource, other: PolicyResource): boolean {
  return RULES.includes(other.type) && rule.isSameInput(POLICY, other);
}

/** The rule for what no other matches. A policy may admit everyone before it, once its filters have run. */
const DEFAULT_PRIORITY = 2_147_483_647;

/** Whether a rule stops or limits requests. */
function isFilter(rule: Property): boolean {
  return (
    !rule.at("action").is("allow") &&
    !rule.at("preview").is(true) &&
    !rule.at("priority").is(DEFAULT_PRIORITY)
  );
}

function isAfter(other: Property, rule: Property): boolean {
  return (other.at("priority").number() ?? 0) > (rule.at("priority").number() ?? 0);
}
