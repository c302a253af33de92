import { HELM_RELEASE } from "#graph/kubernetes-types";
import { createdCluster } from "../capacity/nodes.ts";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { inOneCluster } from "../kubernetes/clusters.ts";
import { type Property, some } from "../property.ts";
import { stackRule } from "../rule.ts";

const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const API_SERVICE = "kubernetes:apiregistration.k8s.io/v1:APIService";
/** The API that serves a kind of metric. Source: Kubernetes, support for metrics APIs. */
const APIS: Readonly<Record<string, string>> = {
  External: "external.metrics.k8s.io",
  Pods: "custom.metrics.k8s.io",
  Object: "custom.metrics.k8s.io",
};

/** A metrics API, and the metrics that it serves by name; undefined if they are not known. */
interface Served {
  readonly api: string | undefined;
  readonly metrics?: readonly string[] | undefined;
}

/** APIs that charts register, with the values that decide. Sources: the charts' templates, 2026-11. */
const CHARTS: Readonly<Record<string, (values: Property) => readonly Served[]>> = {
  keda: (values) => (values.at("metricsServer.enabled").is(false) ? [] : [{ api: APIS["External"] }]),
  "prometheus-adapter": (values) => {
    const [external, custom] = ["external", "custom"].map((kind) => values.at("rules").at(kind).items());
    const byDefault = !values.at("rules.default").is(false);
    return [
      ...(external?.length ? [{ api: APIS["External"], metrics: namesOf(external) }] : []),
      ...(byDefault ? [{ api: APIS["Pods"] }] : []),
      ...(custom?.length ? [{ api: APIS["Pods"], metrics: namesOf(custom) }] : []),
    ];
  },
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
    if (api === undefined) {
      return;
    }
    const name = metric.at(type.toLowerCase()).at("metric.name");
    if (serves(stack, autoscaler, api, name)) {
      return;
    }
    if (!createdCluster(stack, autoscaler)) {
      throw metric.at("type").unknown();
    }
    const shown = name.isReadable() ? ` "${name.text()}"` : "";
    yield metric.violation(`nothing in the stack serves the metric${shown} of ${api}`);
  },
});

function serves(stack: PolicyContext, autoscaler: PolicyResource, api: string, name: Property): boolean {
  const cluster = stack.clusterOf(autoscaler);
  return some(stack.ofType(API_SERVICE, HELM_RELEASE), (resource) => {
    const served =
      resource.type === HELM_RELEASE ? servedByChart(resource) : [{ api: resource.at("spec.group").text() }];
    const serving = served.some(
      ({ api: found, metrics }) => found === api && (!metrics || metrics.includes(name.text() ?? "")),
    );
    return serving && inOneCluster(cluster, stack.clusterOf(resource));
  });
}

function servedByChart(release: PolicyResource): readonly Served[] {
  const chart = (release.at("chart").text() ?? "").split("/").at(-1) ?? "";
  return CHARTS[chart]?.(release.at("values")) ?? [];
}

/** Names under which rules of the adapter serve metrics; undefined if one derives it from the series. */
function namesOf(rules: readonly Property[]): readonly string[] | undefined {
  const names = rules.map((rule) => rule.at("name.as").text());
  return names.every((name) => name !== undefined && !name.includes("$"))
    ? names.flatMap((name) => name ?? [])
    : undefined;
}
