import { Provider } from "@pulumi/kubernetes/provider.js";
import { kubernetesApi } from "#components/core/kubernetes/api";
import { ScheduledScaling } from "#components/workload/scheduled-scaling";
import { WebService } from "#components/workload/web-service";

/** Six pods at least during working hours, two at night; the load adds to both. */
export function program() {
  const provider = new Provider("cluster", { kubeconfig: "~/.kube/config" });
  const system = { namespace: "shop", partOf: "shop" };
  new WebService(
    "backend",
    {
      ...system,
      image: `ghcr.io/example/backend@sha256:${"0".repeat(64)}`,
      port: 8500,
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "1Gi" } },
      scaling: { minReplicas: 2, maxReplicas: 20, scheduled: true },
    },
    { provider },
  );
  new ScheduledScaling(
    "hours",
    {
      ...system,
      autoscaler: "backend",
      image: `registry.k8s.io/kubectl@sha256:${"3".repeat(64)}`,
      kubernetesApi: kubernetesApi(["10.0.0.0/28"]),
      timeZone: "Europe/Berlin",
      steps: {
        morning: { schedule: "30 7 * * 1-5", minReplicas: 6 },
        evening: { schedule: "0 20 * * *", minReplicas: 2 },
      },
    },
    { provider },
  );
}
