import { type Node, UNKNOWN, type Values } from "#graph/model";
import { managedWaf } from "#policies/cloudflare/rulesets/managed-waf";
import { describeRule } from "../../support/rules.ts";
import { ruleset } from "../../support/zones.ts";

const PHASE = "http_request_firewall_managed";
const OVERRIDES = "rules[0].actionParameters.overrides";

function execute(overrides: Values, more: Values = {}): Node[] {
  return [
    ruleset(PHASE, [
      { action: "execute", ref: "owasp", actionParameters: { id: "4814", overrides }, ...more },
    ]),
  ];
}

describeRule(managedWaf, {
  passes: {
    "a managed set that blocks": execute({ action: "block" }),
    "a managed set as it comes": [ruleset(PHASE, [{ action: "execute", actionParameters: { id: "4814" } }])],
    "a rule that is switched off as a whole": execute({ action: "log" }, { enabled: false }),
    "another phase": [ruleset("http_request_firewall_custom", [{ action: "log", expression: "true" }])],
  },
  fails: {
    "a managed set that logs": {
      stack: execute({ action: "log" }, { description: "OWASP" }),
      findings: [`rule "OWASP" only logs attacks [${OVERRIDES}.action]`],
    },
    "a managed set that does nothing": {
      stack: execute({ enabled: false }),
      findings: [`rule "owasp" is disabled by an override [${OVERRIDES}.enabled]`],
    },
    "a category that logs": {
      stack: execute({ categories: [{ category: "sqli", action: "log" }] }),
      findings: [`rule "owasp" only logs attacks of category "sqli" [${OVERRIDES}.categories[0].action]`],
    },
  },
  unknown: {
    "overrides that are not known": {
      stack: [ruleset(PHASE, [{ action: "execute", actionParameters: { overrides: UNKNOWN } }])],
      at: [`${OVERRIDES}.action`],
    },
    "one rule of two": {
      stack: [ruleset(PHASE, [{ action: UNKNOWN }, { action: "execute", actionParameters: { id: "4814" } }])],
      at: ["rules[0].action"],
    },
  },
});
