import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../core/google/project.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import { type Alerts, runbookFile } from "./alerts/alert.ts";
import { ruleGroup } from "./rule-group.ts";

export type { Alert, Alerts } from "./alerts/alert.ts";

/** Arguments of {@link AlertRules}. */
export interface AlertRulesArgs {
  /** Namespace that the rules are kept in. */
  readonly namespace: string;
  /** System that the rules are part of. */
  readonly partOf: string;
  /** Alerts by group; each group is an object of its own. Names of alerts are unique over all groups. */
  readonly groups: Readonly<Record<string, Alerts>>;
  /** Address of the folder that holds the runbooks, without a slash at its end. */
  readonly runbooks: string;
}

/**
 * Alerts as Prometheus evaluates them. The Prometheus operator has to be installed: pass its release in
 * `dependsOn`.
 *
 * @public
 * @throws ArgumentError when two groups have an alert of one name, or an alert has no expression
 */
export class AlertRules extends Component {
  readonly resources: { readonly groups: Readonly<Record<string, CustomResource>> };

  constructor(name: string, args: AlertRulesArgs, opts?: ComponentResourceOptions) {
    const { namespace, partOf, groups, runbooks } = args;
    checkAlerts(name, groups);
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

function checkAlerts(name: string, groups: AlertRulesArgs["groups"]): void {
  const checks = argumentsOf("AlertRules", name);
  const taken = new Map<string, string>();
  for (const [group, alerts] of Object.entries(groups)) {
    checks.matches("groups key", group, RESOURCE_NAME, RESOURCE_NAME_RULE);
    checks.that(
      Object.keys(alerts).length > 0,
      `groups["${group}"]`,
      alerts,
      "groups with at least one alert",
    );
    for (const [alert, { expr, forMinutes }] of Object.entries(alerts)) {
      checks.matches(`groups["${group}"] key`, alert, /^[A-Z][A-Za-z0-9]*$/, "names such as HighErrorRate");
      checks.unique(`groups["${group}"] key`, alert, taken, group, { values: "names", owner: "group" });
      checks.that(expr.trim() !== "", `${alert}.expr`, expr, "PromQL expressions");
      checks.range(`${alert}.forMinutes`, forMinutes, 0, 10_080);
    }
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
