import { expect } from "chai";
import { type Node, UNKNOWN, type Values } from "#graph/model";
import { ruleExpressions } from "#policies/observability/rule-expressions";
import { resource } from "../support/nodes.ts";
import { describeRule, outcome } from "../support/rules.ts";

const EXPRESSION = "spec.groups[0].rules[0].expr";
const rules = (rule: Values, type = "monitoring.coreos.com/v1:PrometheusRule"): Node =>
  resource(`kubernetes:${type}`, { spec: { groups: [{ name: "shop", rules: [rule] }] } });
const policy = (query: string): Node =>
  resource("gcp:monitoring/alertPolicy:AlertPolicy", {
    conditions: [{ conditionPrometheusQueryLanguage: { query } }, { conditionAbsent: { filter: "x" } }],
  });
const TOO_EARLY = 'the expression ends too early, after "up == 0 and"';

describeRule(ruleExpressions, {
  passes: {
    "an alert": [rules({ alert: "Down", expr: "up == 0", annotations: { summary: "{{ $labels.job }}" } })],
    "a constant": [rules({ record: "one", expr: 1 })],
    "an alert policy of Google": [policy("up == 0")],
  },
  fails: {
    "an expression that ends too early": {
      stack: [rules({ alert: "Down", expr: "up == 0 and" })],
      findings: [`${TOO_EARLY} [${EXPRESSION}]`],
    },
    "a template with an unknown function": {
      stack: [rules({ alert: "Down", expr: "up == 0", annotations: { summary: "{{ $value | human }}" } })],
      findings: [
        "the template calls human, which is no function there [spec.groups[0].rules[0].annotations.summary]",
      ],
    },
    "rules of Google's managed Prometheus": {
      stack: [rules({ alert: "Down", expr: "up == 0 and" }, "monitoring.googleapis.com/v1:ClusterRules")],
      findings: [`${TOO_EARLY} [${EXPRESSION}]`],
    },
    "rules in the values of a chart": {
      stack: [
        resource("kubernetes:helm.sh/v3:Release", {
          values: {
            additionalPrometheusRulesMap: {
              shop: { groups: [{ name: "shop", rules: [{ alert: "Down", expr: "up == 0 and" }] }] },
            },
          },
        }),
      ],
      findings: [`${TOO_EARLY} [values.additionalPrometheusRulesMap.shop.groups[0].rules[0].expr]`],
    },
    "an alert policy of Google": {
      stack: [policy("up == 0 and")],
      findings: [`${TOO_EARLY} [conditions[0].conditionPrometheusQueryLanguage.query]`],
    },
  },
  unknown: {
    "an expression of another resource": { stack: [rules({ expr: UNKNOWN })], at: [EXPRESSION] },
  },
});

describe("rules of a program's own", () => {
  it("E5 are found by the rule when one expression does not parse", () => {
    expect(outcome(ruleExpressions, [rules({ alert: "Down", expr: "up == 0 and" })]).findings).to.have.length(
      1,
    );
  });
});
