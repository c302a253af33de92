import { Provider } from "@pulumi/gcp/provider.js";
import { AutopilotCluster } from "#components/cluster/autopilot-cluster";
import type { KubernetesCluster } from "#components/cluster/kubernetes-cluster";
import { Namespace } from "#components/cluster/namespace";
import { placementOn } from "#components/cluster/nodes/dedicated";
import { Network } from "#components/network/network";
import { Worker } from "#components/workload/worker";

/** What runs in a cluster takes either kind: here on nodes that Google makes as pods ask for them. */
export function program() {
  const opts = { provider: new Provider("gcp", { project: "shop-prod", region: "us-central1" }) };
  const network = new Network("network", { prefix: "shop-prod", regions: { "us-central1": {} } }, opts);
  const region = network.regions["us-central1"];
  if (!region) {
    throw new Error("the network has no region us-central1");
  }
  const project = { id: "shop-prod", number: "123456789012" };
  const cluster: KubernetesCluster = new AutopilotCluster(
    "cluster",
    { prefix: "shop-prod", project, network: region },
    opts,
  );
  const inCluster = { provider: cluster.provider };
  const shop = new Namespace("shop", { partOf: "shop" }, inCluster);
  new Worker(
    "reports",
    {
      namespace: shop.namespace,
      partOf: "shop",
      image: `ghcr.io/example/reports@sha256:${"2".repeat(64)}`,
      resources: { requests: { cpu: "500m", memory: "512Mi" }, limits: { memory: "1Gi" } },
      // On Autopilot this makes the spot nodes; on Standard it finds the pool that is kept for them.
      scaling: { replicas: 2 },
      placement: placementOn("spot"),
    },
    { ...inCluster, dependsOn: [shop] },
  );
  return { backup: cluster.identity("backup", "uploader") };
}
