import { promqlProblem } from "#models/prometheus/promql";
import { templateProblem } from "#models/prometheus/template";
import type { PolicyResource } from "../context.ts";
import { RELEASES } from "../kubernetes/charts/values.ts";
import { type Outcome, type Property, separately, type UnknownValue, type Violation } from "../property.ts";
import { resourceRule } from "../rule.ts";

/** Objects with groups of rules: of the Prometheus operator, and of Google's managed Prometheus. */
const RULE_OBJECTS = [
  "kubernetes:monitoring.coreos.com/v1:PrometheusRule",
  "kubernetes:monitoring.googleapis.com/v1:Rules",
  "kubernetes:monitoring.googleapis.com/v1:ClusterRules",
  "kubernetes:monitoring.googleapis.com/v1:GlobalRules",
];

const ALERT_POLICY = "gcp:monitoring/alertPolicy:AlertPolicy";

export const ruleExpressions = resourceRule<Property>({
  id: "observability-rule-expressions",
  title: "Alerting and recording rules parse",
  severity: "high",
  appliesTo: [...RULE_OBJECTS, ...RELEASES, ALERT_POLICY],
  fix: "correct the expression or template; promtool check rules says the same of the rendered rule",
  why: "One expression that does not parse removes every rule of its object, silently, and its alerts never fire.",
  *each(resource) {
    if (resource.type === ALERT_POLICY) {
      yield* queriesOf(resource);
    } else if (RULE_OBJECTS.includes(resource.type)) {
      yield* rulesOf(resource.at("spec"));
    } else {
      yield* rulesInValues(resource);
    }
  },
  *check(part) {
    yield* part.path.includes("conditionPrometheusQueryLanguage") ? expression(part) : rule(part);
  },
});

function rulesOf(groups: Property): Iterable<Property | UnknownValue> {
  return separately(groups.at("groups").items(), (group) => group.at("rules").items());
}

/** Rules that kube-prometheus-stack makes objects of. */
function rulesInValues(release: PolicyResource): Iterable<Property | UnknownValue> {
  return separately(release.at("values.additionalPrometheusRulesMap").entries(), ([, groups]) =>
    rulesOf(groups),
  );
}

function queriesOf(policy: PolicyResource): Iterable<Property | UnknownValue> {
  return separately(policy.at("conditions").items(), (condition) => {
    const query = condition.at("conditionPrometheusQueryLanguage.query");
    return query.exists() ? [query] : [];
  });
}

function* rule(part: Property): Iterable<Outcome> {
  yield* separately([part.at("expr")], expression);
  const texts = separately(["annotations", "labels"], (map) => part.at(map).entries());
  yield* separately(texts, function* ([, text]) {
    const problem = templateProblem(text.text() ?? "", "prometheus");
    if (problem !== undefined) {
      yield text.violation(`the template ${problem}`);
    }
  });
}

/** A bare number is a valid expression, in YAML without quotes. */
function* expression(property: Property): Iterable<Violation> {
  if (property.number() === undefined) {
    const problem = promqlProblem(property.text() ?? "");
    if (problem !== undefined) {
      yield property.violation(`the expression ${problem}`);
    }
  }
}
