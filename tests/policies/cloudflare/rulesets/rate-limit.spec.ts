import { UNKNOWN } from "#graph/model";
import { rateLimit } from "#policies/cloudflare/rulesets/rate-limit";
import { describeRule } from "../../support/rules.ts";
import { ruleset } from "../../support/zones.ts";

const PHASE = "http_ratelimit";

describeRule(rateLimit, {
  passes: {
    "limits that refuse": [ruleset(PHASE, [{ action: "block" }, { action: "managed_challenge" }])],
    "a limit that is switched off": [ruleset(PHASE, [{ action: "log", enabled: false }])],
  },
  fails: {
    "a limit that logs": {
      stack: [ruleset(PHASE, [{ action: "block" }, { action: "log" }])],
      findings: ['rule "rules[1]" only logs what exceeds it [rules[1].action]'],
    },
  },
  unknown: { "a phase that is not known": { stack: [ruleset(UNKNOWN, [{ action: "log" }])], at: ["phase"] } },
});
