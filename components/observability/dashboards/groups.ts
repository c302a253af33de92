import { matches } from "../alerts/alert.ts";
import {
  DATABASE_CONNECTIONS,
  DATABASE_QUERY_DURATION,
  HTTP_REQUEST_DURATION,
  HTTP_REQUESTS,
  REPLICATION_LAG,
  SIGNUPS,
} from "../metrics.ts";
import type { Dashboard } from "./dashboard.ts";

export type { Dashboard, Panel } from "./dashboard.ts";

/** The four groups of metrics of a system, one dashboard each. Source: howlerops, collected metrics. @public */
export function metricGroups(namespace: string) {
  return {
    system: systemDashboard(namespace),
    application: applicationDashboard(namespace),
    database: databaseDashboard(namespace),
    business: businessDashboard(namespace),
  } satisfies Record<string, Dashboard>;
}

/** CPU, memory, disk and network, per pod: an average hides a single unhealthy one. */
function systemDashboard(namespace: string): Dashboard {
  const within = matches("namespace", namespace);
  const byPod = (series: string) => `sum by (pod) (${series})`;
  const ofLimit = (used: string, resource: string) =>
    `${byPod(used)} / ${byPod(`kube_pod_container_resource_limits{${within}, resource="${resource}"}`)}`;
  return {
    title: `${namespace}: system`,
    panels: [
      {
        title: "CPU, of the limit",
        unit: "percentunit",
        lines: {
          "{{pod}}": ofLimit(`rate(container_cpu_usage_seconds_total{${within}, container!=""}[5m])`, "cpu"),
        },
        limit: 0.8,
      },
      {
        title: "Memory, of the limit",
        unit: "percentunit",
        lines: {
          "{{pod}}": ofLimit(`container_memory_working_set_bytes{${within}, container!=""}`, "memory"),
        },
        limit: 0.9,
      },
      {
        title: "Network",
        unit: "Bps",
        lines: {
          "{{pod}} in": byPod(`rate(container_network_receive_bytes_total{${within}}[5m])`),
          "{{pod}} out": byPod(`rate(container_network_transmit_bytes_total{${within}}[5m])`),
        },
      },
      {
        title: "Disk, of the volume",
        unit: "percentunit",
        lines: {
          "{{persistentvolumeclaim}}": `kubelet_volume_stats_used_bytes{${within}} / kubelet_volume_stats_capacity_bytes{${within}}`,
        },
        limit: 0.85,
      },
      {
        title: "Pods ready",
        unit: "short",
        lines: { ready: `sum(kube_pod_status_ready{${within}, condition="true"})` },
      },
      {
        title: "Autoscaling",
        unit: "short",
        lines: {
          "{{horizontalpodautoscaler}}": `kube_horizontalpodautoscaler_status_current_replicas{${within}}`,
          "{{horizontalpodautoscaler}} at most": `kube_horizontalpodautoscaler_spec_max_replicas{${within}}`,
        },
      },
    ],
  };
}

/** Rate, errors and duration, by service and by route. */
function applicationDashboard(namespace: string): Dashboard {
  const within = matches("namespace", namespace);
  const rate = (by: string, filter = within) => `sum by (${by}) (rate(${HTTP_REQUESTS.name}{${filter}}[5m]))`;
  const quantile = (share: number, by: string) =>
    `histogram_quantile(${share}, sum by (${by}, le) (rate(${HTTP_REQUEST_DURATION.name}_bucket{${within}}[5m])))`;
  return {
    title: `${namespace}: application`,
    panels: [
      { title: "Requests", unit: "reqps", lines: { "{{job}}": rate("job") } },
      {
        title: "Errors, of all answers",
        unit: "percentunit",
        lines: { "{{job}}": `${rate("job", `${within}, status=~"5.."`)} / ${rate("job")}` },
        limit: 0.05,
      },
      {
        title: "Duration",
        unit: "s",
        lines: { "{{job}} median": quantile(0.5, "job"), "{{job}} 95 %": quantile(0.95, "job") },
        limit: 1,
      },
      {
        title: "Duration by route, 95 %",
        unit: "s",
        lines: { "{{route}}": quantile(0.95, "route") },
        limit: 1,
      },
      { title: "Requests by pod", unit: "reqps", lines: { "{{pod}}": rate("pod") } },
      { title: "Answers by status", unit: "reqps", lines: { "{{status}}": rate("status") } },
    ],
  };
}

/** The database as seen by its callers. */
function databaseDashboard(namespace: string): Dashboard {
  const within = matches("namespace", namespace);
  const buckets = `rate(${DATABASE_QUERY_DURATION.name}_bucket{${within}}[5m])`;
  return {
    title: `${namespace}: database`,
    panels: [
      {
        title: "Query duration, 95 %",
        unit: "s",
        lines: { "{{operation}}": `histogram_quantile(0.95, sum by (operation, le) (${buckets}))` },
        limit: 0.5,
      },
      {
        title: "Queries",
        unit: "reqps",
        lines: {
          "{{operation}}": `sum by (operation) (rate(${DATABASE_QUERY_DURATION.name}_count{${within}}[5m]))`,
        },
      },
      {
        title: "Connections by state",
        unit: "short",
        lines: { "{{state}}": `sum by (state) (${DATABASE_CONNECTIONS.name}{${within}})` },
      },
      {
        title: "Replication lag",
        unit: "s",
        lines: { "{{replica}}": `max by (replica) (${REPLICATION_LAG.name}{${within}})` },
        limit: 5,
      },
    ],
  };
}

/** Usage of the product. */
function businessDashboard(namespace: string): Dashboard {
  const within = matches("namespace", namespace);
  return {
    title: `${namespace}: business`,
    panels: [
      {
        title: "Signups a day",
        unit: "short",
        lines: { signups: `sum(increase(${SIGNUPS.name}{${within}}[1d]))` },
      },
      {
        title: "API calls a day, by route",
        unit: "short",
        lines: {
          "{{route}}": `topk(10, sum by (route) (increase(${HTTP_REQUESTS.name}{${within}, route=~"/api/.*"}[1d])))`,
        },
      },
    ],
  };
}
