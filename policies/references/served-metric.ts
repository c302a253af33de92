import { createdCluster } from "../capacity/nodes.ts";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { inOneCluster } from "../kubernetes/clusters.ts";
import { type Property, some } from "../property.ts";
import { stackRule } from "../rule.ts";

const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const API_SERVICE = "kubernetes:apiregistration.k8s.io/v1:APIService";
const RELEASE = "kubernetes:helm.sh/v3:Release";

/** The API that serves a kind of metric. Source: Kubernetes, support for metrics APIs. */
const APIS: Readonly<Record<string, string>> = {
  External: "external.metrics.k8s.io",
  Pods: "custom.metrics.k8s.io",
  Object: "custom.metrics.k8s.io",
};

/** APIs that charts register, with the values that decide. Sources: the charts' templates, 2026-11. */
const CHARTS: Readonly<Record<string, (values: Property) => readonly string[]>> = {
  keda: (values) => (values.at("metricsServer.enabled").is(false) ? [] : ["external.metrics.k8s.io"]),
  "prometheus-adapter": (values) => [
    ...(values.at("rules.external").items().length > 0 ? ["external.metrics.k8s.io"] : []),
    ...(values.at("rules.default").is(false) && values.at("rules.custom").items().length === 0
      ? []
      : ["custom.metrics.k8s.io"]),
  ],
};

export const servedMetric = stackRule<Property>({
  id: "references-metric",
  title: "Something serves the metrics that pods are scaled by",
  severity: "high",
  appliesTo: [AUTOSCALER],
  fix: "install what serves the metric, such as MetricsAdapter, or scale by processor time or memory",
  why: "The autoscaler cannot read the metric and never adds a pod, however long the queue grows.",
  each: (autoscaler) => autoscaler.at("spec.metrics").items(),
  *check(metric, stack, autoscaler) {
    const type = metric.at("type").text() ?? "";
    const api = APIS[type];
    if (api === undefined || serves(stack, autoscaler, api)) {
      return;
    }
    if (!createdCluster(stack, autoscaler)) {
      throw metric.at("type").unknown();
    }
    const name = metric.at(type.toLowerCase()).at("metric.name");
    const shown = name.isReadable() ? ` "${name.text()}"` : "";
    yield metric.violation(`nothing in the stack serves the metric${shown}: no ${api}`);
  },
});

function serves(stack: PolicyContext, autoscaler: PolicyResource, api: string): boolean {
  const cluster = stack.clusterOf(autoscaler);
  return some(stack.ofType(API_SERVICE, RELEASE), (resource) => {
    const apis = resource.type === RELEASE ? servedByChart(resource) : [resource.at("spec.group").text()];
    return apis.includes(api) && inOneCluster(cluster, stack.clusterOf(resource));
  });
}

function servedByChart(release: PolicyResource): readonly string[] {
  const chart = (release.at("chart").text() ?? "").split("/").at(-1) ?? "";
  return CHARTS[chart]?.(release.at("values")) ?? [];
}
