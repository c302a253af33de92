/**
 * The pods that charts create, as far as their values decide: for sums of what pods request. Read from the charts'
 * templates at the versions that the components install, 2026-11-28.
 */

/** A container, or several alike, of a part. */
export interface ChartContainer {
  readonly name: string;
  /** Path of its resources in the values; undefined if the chart sets none, so that the namespace's defaults apply. */
  readonly resources?: string;
}

/** A workload of a chart. */
export interface ChartPart {
  readonly name: string;
  /** Path of its number of pods in the values, and the chart's default; "node" for one on every node. */
  readonly replicas: { readonly path: string; readonly byDefault: number } | "node";
  /** Where an autoscaler changes the number: whether it is on, and its maximum. */
  readonly autoscaling?: { readonly enabled: string; readonly max: string };
  /** Path of the switch of the part, and the chart's default. Default: always on. */
  readonly enabled?: { readonly path: string; readonly byDefault: boolean };
  readonly containers: readonly ChartContainer[];
  /** Pods that a rollout adds. Default 1. */
  readonly surge?: number;
}

/** The parts of a chart by the last part of its name; undefined for other charts. */
export function chartParts(chart: string): readonly ChartPart[] | undefined {
  const name = chart.slice(chart.lastIndexOf("/") + 1);
  return Object.hasOwn(CHARTS, name) ? CHARTS[name] : undefined;
}

const one = (path: string, byDefault = 1) => ({ path, byDefault });

const RELOADER = "prometheusOperator.prometheusConfigReloader.resources";

const CHARTS: Readonly<Record<string, readonly ChartPart[]>> = {
  "cert-manager": [
    {
      name: "controller",
      replicas: one("replicaCount"),
      containers: [{ name: "controller", resources: "resources" }],
    },
    ...["webhook", "cainjector"].map((name) => ({
      name,
      replicas: one(`${name}.replicaCount`),
      containers: [{ name, resources: `${name}.resources` }],
    })),
  ],
  "external-secrets": [
    {
      name: "controller",
      replicas: one("replicaCount"),
      containers: [{ name: "controller", resources: "resources" }],
    },
    {
      name: "webhook",
      replicas: one("webhook.replicaCount"),
      containers: [{ name: "webhook", resources: "webhook.resources" }],
    },
    {
      name: "cert-controller",
      replicas: one("certController.replicaCount"),
      containers: [{ name: "cert-controller", resources: "certController.resources" }],
    },
  ],
  "nginx-ingress": [
    {
      name: "controller",
      replicas: one("controller.replicaCount"),
      autoscaling: { enabled: "controller.autoscaling.enabled", max: "controller.autoscaling.maxReplicas" },
      containers: [{ name: "nginx-ingress", resources: "controller.resources" }],
    },
  ],
  "kube-prometheus-stack": [
    {
      name: "prometheus",
      replicas: one("prometheus.prometheusSpec.replicas"),
      enabled: { path: "prometheus.enabled", byDefault: true },
      surge: 0,
      containers: [
        { name: "prometheus", resources: "prometheus.prometheusSpec.resources" },
        { name: "config-reloader", resources: RELOADER },
      ],
    },
    {
      name: "alertmanager",
      replicas: one("alertmanager.alertmanagerSpec.replicas"),
      enabled: { path: "alertmanager.enabled", byDefault: true },
      surge: 0,
      containers: [
        { name: "alertmanager", resources: "alertmanager.alertmanagerSpec.resources" },
        { name: "config-reloader", resources: RELOADER },
      ],
    },
    {
      name: "operator",
      replicas: one("prometheusOperator.replicas"),
      containers: [{ name: "operator", resources: "prometheusOperator.resources" }],
    },
    {
      name: "grafana",
      replicas: one("grafana.replicas"),
      enabled: { path: "grafana.enabled", byDefault: true },
      containers: [
        { name: "grafana", resources: "grafana.resources" },
        { name: "sidecar-dashboards", resources: "grafana.sidecar.resources" },
        { name: "sidecar-datasources", resources: "grafana.sidecar.resources" },
      ],
    },
    {
      name: "kube-state-metrics",
      replicas: one("kube-state-metrics.replicas"),
      enabled: { path: "kubeStateMetrics.enabled", byDefault: true },
      containers: [{ name: "kube-state-metrics", resources: "kube-state-metrics.resources" }],
    },
    {
      name: "node-exporter",
      replicas: "node",
      enabled: { path: "nodeExporter.enabled", byDefault: true },
      containers: [{ name: "node-exporter", resources: "prometheus-node-exporter.resources" }],
    },
  ],
  keda: ["operator", "metricServer", "webhooks"].map((name) => ({
    name,
    replicas: one(`${name}.replicaCount`),
    containers: [{ name, resources: `resources.${name}` }],
  })),
  "prometheus-adapter": [
    { name: "adapter", replicas: one("replicas"), containers: [{ name: "adapter", resources: "resources" }] },
  ],
};
