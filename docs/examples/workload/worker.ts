import { Provider } from "@pulumi/kubernetes/provider.js";
import { serviceEndpoint } from "#components/core/link";
import { Worker } from "#components/workload/worker";

/** Workers that take events from a queue in Redis: one pod for every 30 that wait, from 1 to 8. */
export function program() {
  const provider = new Provider("cluster", { kubeconfig: "~/.kube/config" });
  new Worker(
    "events",
    {
      namespace: "shop",
      partOf: "shop",
      image: `ghcr.io/example/events@sha256:${"2".repeat(64)}`,
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
      scaling: {
        minReplicas: 1,
        maxReplicas: 8,
        metrics: { queue_depth: { per: "workload", average: "30", labels: { queue: "events" } } },
      },
      metricsPort: 9100,
      liveness: { path: "/health/live" },
      links: [serviceEndpoint({ name: "cache", namespace: "shop", port: 6379, protocol: "redis" })],
    },
    { provider },
  );
}
