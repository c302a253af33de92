import { UNKNOWN } from "#graph/model";
import { requiredInput } from "#policies/provider/required-input";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

const RULESET = "cloudflare:index/ruleset:Ruleset";
const ruleset = { zoneId: "z", name: "n", kind: "zone", phase: "http_request_firewall_custom" };

describeRule(requiredInput, {
  passes: {
    "what is complete": [resource(RULESET, { ...ruleset, rules: [{ action: "block", expression: "true" }] })],
    "a value that is known later": [resource(RULESET, { ...ruleset, phase: UNKNOWN })],
    "what is only read": [resource(RULESET, {}, { read: { id: "1" } })],
  },
  fails: {
    "a missing property": {
      stack: [resource(RULESET, { zoneId: "z", name: "n", kind: "zone" })],
      findings: ["the provider requires this property [phase]"],
    },
    "one that is missing in a block": {
      stack: [resource(RULESET, { ...ruleset, rules: [{ action: "block" }] })],
      findings: ["the provider requires this property [rules[0].expression]"],
    },
  },
  unknown: {
    "what a block holds": { stack: [resource(RULESET, { ...ruleset, rules: UNKNOWN })], at: ["rules"] },
  },
});
