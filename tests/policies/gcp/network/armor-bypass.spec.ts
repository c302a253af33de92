import { type Node, UNKNOWN, type Values } from "#graph/model";
import { armorBypass } from "#policies/gcp/network/armor-bypass";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const POLICY = "gcp:compute/securityPolicy:SecurityPolicy";
const RULE = "gcp:compute/securityPolicyRule:SecurityPolicyRule";

function from(action: string, priority: number, ...srcIpRanges: readonly string[]): Values {
  return {
    action,
    priority,
    match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: [...srcIpRanges] } },
  };
}

function when(action: string, priority: number, expression: string): Values {
  return { action, priority, match: { expr: { expression } } };
}

const WAF = when("deny(403)", 1000, "evaluatePreconfiguredWaf('sqli-v33-stable')");
const DEFAULT = from("deny(403)", 2_147_483_647, "*");

function policy(...rules: readonly Values[]): Node {
  return resource(POLICY, { rules: [...rules] });
}

const BARE = resource(POLICY, {});

function rule(name: string, inputs: Values): Node {
  return resource(RULE, { ...inputs, securityPolicy: UNKNOWN }, { name, uses: { securityPolicy: BARE } });
}

describeRule(armorBypass, {
  passes: {
    "everybody admitted after the firewall": [policy(WAF, from("allow", 2000, "*"), DEFAULT)],
    "everybody admitted by default": [policy(WAF, from("allow", 2_147_483_647, "*"))],
    "a few addresses admitted before it": [policy(from("allow", 10, "192.0.2.0/24", "10.0.0.0/8"), WAF)],
    "an allowance that is only tried out": [policy({ ...from("allow", 10, "*"), preview: true }, WAF)],
    "a firewall that is only tried out": [policy(from("allow", 10, "*"), { ...WAF, preview: true })],
    "rules of their own in order": [BARE, rule("waf", WAF), rule("all", from("allow", 2000, "*"))],
  },
  fails: {
    "everybody admitted before the firewall": {
      stack: [policy(WAF, from("allow", 10, "*"))],
      findings: ["the whole internet (*) is let past the rules after it [rules[1].match.config.srcIpRanges]"],
    },
    "half of everybody": {
      stack: [policy(from("allow", 10, "0.0.0.0/1"), WAF)],
      findings: [
        "56 % of the internet (0.0.0.0/1) is let past the rules after it [rules[0].match.config.srcIpRanges]",
      ],
    },
    "everybody by an expression": {
      stack: [policy(when("allow", 10, "true"), from("throttle", 20, "*"))],
      findings: ["everyone is let past the rules after it [rules[0].match.expr.expression]"],
    },
    "rules of their own": {
      stack: [BARE, rule("waf", WAF), rule("all", from("allow", 10, "*"))],
      findings: ["the whole internet (*) is let past the rules after it [match.config.srcIpRanges]"],
    },
  },
  unknown: {
    "a priority that is not known": {
      stack: [policy(WAF, { ...from("allow", 10, "*"), priority: UNKNOWN })],
      at: ["rules[1].priority"],
    },
  },
});
