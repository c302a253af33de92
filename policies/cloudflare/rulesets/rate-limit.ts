import { resourceRule } from "../../rule.ts";
import { isDisabled, RULESET, ruleLabel, rulesOf } from "./ruleset.ts";

export const rateLimit = resourceRule({
  id: "cloudflare-rate-limit",
  title: "Rate limits reject requests instead of only logging",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: { Prowler: ["zone_rate_limiting_enabled"] },
  appliesTo: [RULESET],
  fix: 'set the rule\'s action to "block" or a challenge',
  why: "A limit that only logs stops neither password guessing nor resource exhaustion.",
  each: (ruleset) => rulesOf(ruleset, "http_ratelimit"),
  *check(rule) {
    const action = rule.at("action");
    if (action.is("log") && !isDisabled(rule)) {
      yield action.violation(`${ruleLabel(rule)} only logs what exceeds it`);
    }
  },
});
