import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { promqlProblem } from "#models/prometheus/promql";
import { templateProblem } from "#models/prometheus/template";
import { type ArgumentChecks, argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../core/google/project.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import { type Alert, type Alerts, runbookFile } from "./alerts/alert.ts";
import { ruleGroup } from "./rule-group.ts";

export type { Alert, Alerts } from "./alerts/alert.ts";

/** Arguments of {@link AlertRules}. */
export interface AlertRulesArgs {
  /** Namespace of the rules. */
  readonly namespace: string;
  /** The system that the rules belong to. */
  readonly partOf: string;
  /** Alerts by group; each group is a separate object. Names of alerts are unique across all groups. */
  readonly groups: Readonly<Record<string, Alerts>>;
  /** URL of the folder with the runbooks, without a trailing slash. */
  readonly runbooks: string;
}

/**
 * Alerts evaluated by Prometheus. The Prometheus operator must be installed: pass its release in `dependsOn`.
 *
 * @public
 * @throws ArgumentError if two groups have an alert with the same name, or an expression or template does not parse
 */
export class AlertRules extends Component {
  readonly resources: { readonly groups: Readonly<Record<string, CustomResource>> };

  constructor(name: string, args: AlertRulesArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("AlertRules", name, args);
    const { namespace, partOf, groups, runbooks } = args;
    checkAlerts(checks, groups);
    super("observability", "AlertRules", name, args, opts);
    const labels = labelsOf({ name, partOf });
    this.resources = {
      groups: Object.fromEntries(
        Object.entries(groups).map(([group, alerts]) => [
          group,
          new CustomResource(
            `${name}-${group}`,
            {
              apiVersion: "monitoring.coreos.com/v1",
              kind: "PrometheusRule",
              metadata: { name: `${name}-${group}`, namespace, labels },
              spec: { groups: [ruleGroup(`${name}-${group}`, alerts, runbooks)] },
            },
            { parent: this },
          ),
        ]),
      ),
    };
    this.publish({
      facts: { alerts: { critical: namesOf(groups, "critical"), warning: namesOf(groups, "warning") } },
      outputs: { runbooks: runbooksOf(groups) },
    });
  }
}

function checkAlerts(checks: ArgumentChecks, groups: AlertRulesArgs["groups"]): void {
  const taken = new Map<string, string>();
  for (const [group, alerts] of Object.entries(groups)) {
    checks.matches("groups key", group, RESOURCE_NAME, RESOURCE_NAME_RULE);
    checks.that(
      Object.keys(alerts).length > 0,
      `groups["${group}"]`,
      alerts,
      "groups with at least one alert",
    );
    for (const [name, alert] of Object.entries(alerts)) {
      checks.matches(`groups["${group}"] key`, name, /^[A-Z][A-Za-z0-9]*$/, "names such as HighErrorRate");
      checks.unique(`groups["${group}"] key`, name, taken, group, { values: "names", owner: "group" });
      checkAlert(checks, name, alert);
    }
  }
}

/** One alert that Prometheus refuses would take its whole group with it. */
function checkAlert(checks: ArgumentChecks, name: string, alert: Alert): void {
  const problem = promqlProblem(alert.expr);
  checks.that(problem === undefined, `${name}.expr`, alert.expr, `PromQL expressions; this one ${problem}`);
  checks.range(`${name}.forMinutes`, alert.forMinutes, 0, 10_080);
  for (const text of ["summary", "description"] as const) {
    const wrong = templateProblem(alert[text], "prometheus");
    checks.that(
      wrong === undefined,
      `${name}.${text}`,
      alert[text],
      `Prometheus' templates; this one ${wrong}`,
    );
  }
}

function namesOf(groups: AlertRulesArgs["groups"], severity: string): string[] {
  const all = Object.values(groups).flatMap((alerts) => Object.entries(alerts));
  return all.filter(([, alert]) => alert.severity === severity).map(([alert]) => alert);
}

function runbooksOf(groups: AlertRulesArgs["groups"]): Record<string, string> {
  const names = Object.values(groups).flatMap((alerts) => Object.keys(alerts));
  return Object.fromEntries(names.map((alert) => [alert, runbookFile(alert)]));
}
