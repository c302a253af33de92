import { type Node, UNKNOWN, type Value, type Values } from "#graph/model";
import { servedMetric } from "#policies/references/served-metric";
import { resource } from "../support/nodes.ts";
import { kubernetesProvider, through } from "../support/providers.ts";
import { describeRule } from "../support/rules.ts";

const cluster = resource("gcp:container/cluster:Cluster", { name: "shop" }, { name: "cluster" });
const provider: Node = {
  ...kubernetesProvider("shop", { clusterIdentifier: "shop" }),
  dependencies: [cluster.urn],
};

function autoscaler(...metrics: Values[]): Node {
  const metadata = { name: "api", namespace: "shop" };
  return through(
    provider,
    resource("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", { metadata, spec: { metrics } }),
  );
}

const CPU = { type: "Resource", resource: { name: "cpu" } };
const QUEUE = { type: "External", external: { metric: { name: "queue_depth" } } };
const REQUESTS = { type: "Pods", pods: { metric: { name: "requests" } } };

function apiService(group: Value, through_ = provider): Node {
  return through(through_, resource("kubernetes:apiregistration.k8s.io/v1:APIService", { spec: { group } }));
}

function chart(name: string, values: Values = {}): Node {
  return through(provider, resource("kubernetes:helm.sh/v3:Release", { chart: name, values }, { name }));
}

const created = [cluster, provider];
const NOTHING = (name: string, api: string) =>
  `nothing in the stack serves the metric "${name}" of ${api}.metrics.k8s.io [spec.metrics[0]]`;

describe("D6 the metrics that pods are scaled by", () => {
  describeRule(servedMetric, {
    passes: {
      "an adapter with a rule for the metric": [
        ...created,
        autoscaler(QUEUE),
        chart("prometheus-adapter", { rules: { external: [{ name: { as: "queue_depth" } }] } }),
      ],
      "processor time, which every cluster serves": [...created, autoscaler(CPU)],
      "an external metric beside an API of external metrics": [
        ...created,
        autoscaler(CPU, QUEUE),
        apiService("external.metrics.k8s.io"),
      ],
      "charts that serve the metrics": [
        ...created,
        autoscaler(QUEUE, REQUESTS),
        chart("oci://ghcr.io/kedacore/charts/keda"),
        chart("prometheus-adapter"),
      ],
    },
    fails: {
      "an external metric that nothing serves": {
        stack: [...created, autoscaler(QUEUE)],
        findings: [NOTHING("queue_depth", "external")],
      },
      "a metric of the pods beside an API of external ones": {
        stack: [...created, autoscaler(REQUESTS), apiService("external.metrics.k8s.io")],
        findings: [NOTHING("requests", "custom")],
      },
      "an adapter without a rule for the metric": {
        stack: [
          ...created,
          autoscaler(QUEUE),
          chart("prometheus-adapter", { rules: { external: [{ name: { as: "queue_age" } }] } }),
        ],
        findings: [NOTHING("queue_depth", "external")],
      },
      "a chart that leaves the API out": {
        stack: [
          ...created,
          autoscaler(QUEUE),
          chart("keda", { metricsServer: { enabled: false } }),
          chart("prometheus-adapter"),
        ],
        findings: [NOTHING("queue_depth", "external")],
      },
    },
    unknown: {
      "what serves metrics in a cluster of another program": {
        stack: [provider, autoscaler(QUEUE)],
        at: ["spec.metrics[0].type"],
      },
      "which API is served": {
        stack: [...created, autoscaler(QUEUE), apiService(UNKNOWN)],
        at: ["spec.group"],
      },
    },
  });
});
