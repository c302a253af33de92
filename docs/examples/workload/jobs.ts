import { Provider } from "@pulumi/kubernetes/provider.js";
import { serviceEndpoint } from "#components/core/link";
import { CronJob } from "#components/workload/cron-job";
import { Job } from "#components/workload/job";
import { WebService } from "#components/workload/web-service";

/** A migration before every rollout, and a clean-up each night. */
export function program() {
  const provider = new Provider("cluster", { kubeconfig: "~/.kube/config" });
  const database = {
    ...serviceEndpoint({ name: "database", namespace: "shop", port: 5432, protocol: "postgres" }),
    credential: { files: { password: "shop-database-password" } },
  };
  const common = {
    namespace: "shop",
    partOf: "shop",
    image: `ghcr.io/example/backend@sha256:${"0".repeat(64)}`,
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } },
    links: [database],
    secretStore: { name: "secret-manager" },
  };
  const migration = new Job("migrate", { ...common, args: ["migrate"] }, { provider });
  new WebService(
    "backend",
    { ...common, port: 8500, scaling: { minReplicas: 2, maxReplicas: 10 } },
    { provider, dependsOn: [migration] },
  );
  new CronJob("clean-up", { ...common, args: ["clean-up"], schedule: "0 3 * * *" }, { provider });
}
