import { resourceRule } from "../../rule.ts";
import { isDisabled, RULESET, ruleLabel, rulesOf } from "./ruleset.ts";

export const managedWaf = resourceRule({
  id: "cloudflare-managed-waf",
  title: "Managed WAF rules block instead of only logging",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Prowler: ["zone_waf_enabled", "zone_waf_owasp_ruleset_enabled"] },
  appliesTo: [RULESET],
  fix: 'remove the override "log" and the override "enabled: false" from the managed ruleset',
  why: "A WAF that only logs lets every attack through while looking like protection.",
  each: (ruleset) => rulesOf(ruleset, "http_request_firewall_managed"),
  *check(rule) {
    if (isDisabled(rule) || !rule.at("action").is("execute")) {
      return;
    }
    const overrides = rule.at("actionParameters.overrides");
    const action = overrides.at("action");
    if (action.is("log")) {
      yield action.violation(`${ruleLabel(rule)} only logs attacks`);
    }
    const enabled = overrides.at("enabled");
    if (enabled.is(false)) {
      yield enabled.violation(`${ruleLabel(rule)} is disabled by an override`);
    }
    for (const category of overrides.at("categories").items()) {
      const categoryAction = category.at("action");
      if (categoryAction.is("log")) {
        const name = category.at("category").text() ?? "?";
        yield categoryAction.violation(`${ruleLabel(rule)} only logs attacks of category "${name}"`);
      }
    }
  },
});
