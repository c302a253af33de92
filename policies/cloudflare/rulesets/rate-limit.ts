import { resourceRule } from "../../rule.ts";
import { isDisabled, RULESET, ruleLabel, rulesOf } from "./ruleset.ts";

export const rateLimit = resourceRule({
  id: "cloudflare-rate-limit",
  title: "Rate limits refuse requests, and do not only log",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: { Prowler: ["zone_rate_limiting_enabled"] },
  appliesTo: [RULESET],
  fix: 'set the rule\'s action to "block" or a challenge',
  why: "A limit that only logs stops nobody from trying passwords or exhausting the service.",
  each: (ruleset) => rulesOf(ruleset, "http_ratelimit"),
  *check(rule) {
    const action = rule.at("action");
    if (action.is("log") && !isDisabled(rule)) {
      yield action.violation(`${ruleLabel(rule)} only logs what exceeds it`);
    }
  },
});
