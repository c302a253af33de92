import { Provider } from "@pulumi/kubernetes/provider.js";
import { serviceEndpoint } from "#components/core/link";
import { MetricsAdapter } from "#components/observability/metrics-adapter";
import { Worker } from "#components/workload/worker";

/** Workers whose number follows the length of a queue, by a metric that Prometheus has. */
export function program() {
  const opts = { provider: new Provider("kubernetes", { kubeconfig: "{}" }) };
  const prometheus = serviceEndpoint({ name: "metrics-prometheus", namespace: "monitoring", port: 9090 });
  const adapter = new MetricsAdapter(
    "adapter",
    {
      controlPlaneRanges: ["172.16.0.0/28"],
      prometheus,
      metrics: { queue_depth: { per: "workload", series: "jobs_waiting", labels: { queue: "mail" } } },
    },
    opts,
  );
  new Worker(
    "mailer",
    {
      namespace: "shop",
      partOf: "shop",
      image: `ghcr.io/shop/mailer@sha256:${"0".repeat(64)}`,
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
      scaling: {
        minReplicas: 1,
        maxReplicas: 10,
        metrics: { queue_depth: { per: "workload", average: "100" } },
      },
      liveness: { path: "/health/live" },
      metricsPort: 9464,
    },
    opts,
  );
  return { namespace: adapter.resources.namespace.namespace };
}
