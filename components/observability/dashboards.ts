import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { grafanaQueryProblem } from "#models/prometheus/promql";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../core/google/project.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import { type Dashboard, grafanaDashboard, type Panel } from "./dashboards/dashboard.ts";

/** Arguments of {@link Dashboards}. */
export interface DashboardsArgs {
  /** Their namespace: that of the monitoring, or one of its `grafana.dashboardNamespaces`. */
  readonly namespace: string;
  /** The system that they show; part of their URLs. */
  readonly partOf: string;
  /** Dashboards by key, which is part of their URL; adding or removing one does not affect the others. */
  readonly dashboards: Readonly<Record<string, Dashboard>>;
}

/** Maximum length of a uid in Grafana. */
const UID_LENGTH = 40;

/**
 * Dashboards in Grafana, generated from queries. They are read-only there: changes are made here, and are the same in
 * every environment.
 *
 * @public
 * @throws ArgumentError naming a dashboard without panels, with a name that yields no URL, or with a query that does not parse
 */
export class Dashboards extends Component {
  readonly resources: { readonly dashboards: Readonly<Record<string, ConfigMap>> };

  constructor(name: string, args: DashboardsArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("Dashboards", name, args);
    const { namespace, partOf, dashboards } = args;
    for (const [key, { panels }] of Object.entries(dashboards)) {
      const uid = `${partOf}-${key}`;
      checks.matches("dashboards key", key, RESOURCE_NAME, RESOURCE_NAME_RULE);
      checks.that(panels.length > 0, `dashboards["${key}"].panels`, panels, "lists with at least one panel");
      checks.that(
        uid.length <= UID_LENGTH,
        "dashboards key",
        key,
        `shorter: ${uid} has ${uid.length} of ${UID_LENGTH} characters`,
      );
      for (const { title, query } of queriesOf(panels)) {
        const problem = grafanaQueryProblem(query);
        checks.that(
          problem === undefined,
          `dashboards["${key}"].panels "${title}"`,
          query,
          `PromQL expressions; this one ${problem}`,
        );
      }
    }
    super("observability", "Dashboards", name, args, opts);
    this.resources = {
      dashboards: Object.fromEntries(
        Object.entries(dashboards).map(([key, dashboard]) => [
          key,
          new ConfigMap(
            `${name}-${key}`,
            {
              metadata: {
                name: `dashboard-${partOf}-${key}`,
                namespace,
                // Grafana's sidecar finds it by this label.
                labels: { ...labelsOf({ name: "grafana", partOf }), grafana_dashboard: "1" },
              },
              data: {
                [`${partOf}-${key}.json`]: JSON.stringify(grafanaDashboard(`${partOf}-${key}`, dashboard)),
              },
            },
            { parent: this },
          ),
        ]),
      ),
    };
    this.publish({ facts: { dashboards: Object.keys(dashboards) } });
  }
}

function queriesOf(panels: readonly Panel[]) {
  return panels.flatMap(({ title, lines }) => Object.values(lines).map((query) => ({ title, query })));
}
