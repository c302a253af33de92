import { Provider } from "@pulumi/gcp/provider.js";
import { Cluster } from "#components/cluster/cluster";
import { placementOn } from "#components/cluster/nodes/dedicated";
import { CertManager } from "#components/ingress/cert-manager";
import { Network } from "#components/network/network";
import { Worker } from "#components/workload/worker";

const POD = { namespace: "shop", partOf: "shop", image: `ghcr.io/example/shop@sha256:${"2".repeat(64)}` };
const SIZE = { requests: { cpu: "500m", memory: "512Mi" }, limits: { memory: "1Gi" } };

/** One pool for the platform, one for services, one that may go at any time, and one with GPUs. */
export function program() {
  const opts = { provider: new Provider("gcp", { project: "shop-prod", region: "us-central1" }) };
  const network = new Network("network", { prefix: "shop-prod", regions: { "us-central1": {} } }, opts);
  const region = network.regions["us-central1"];
  if (!region) {
    throw new Error("the network has no region us-central1");
  }
  const cluster = new Cluster(
    "cluster",
    {
      prefix: "shop-prod",
      project: { id: "shop-prod", number: "123456789012" },
      network: region,
      nodePools: {
        system: { machineType: "e2-standard-2", minNodes: 3, maxNodes: 6, dedicated: "system" },
        general: { machineType: "e2-medium", minNodes: 2, maxNodes: 10 },
        spot: { machineType: "n2d-standard-4", minNodes: 0, maxNodes: 20, spot: true, dedicated: "spot" },
        gpu: {
          machineType: "g2-standard-8",
          minNodes: 0,
          maxNodes: 4,
          accelerator: { type: "nvidia-l4", count: 1 },
        },
      },
    },
    opts,
  );
  const inCluster = { provider: cluster.provider };
  // A controller belongs to the platform; reports may start over; only models ask for GPUs.
  const { controlPlaneRanges } = cluster;
  new CertManager("cert-manager", { controlPlaneRanges, placement: placementOn("system") }, inCluster);
  new Worker(
    "reports",
    { ...POD, resources: SIZE, scaling: { replicas: 2 }, placement: placementOn("spot") },
    inCluster,
  );
  const gpus = { type: "nvidia-l4", count: 1 };
  new Worker("models", { ...POD, resources: { ...SIZE, gpus }, scaling: { replicas: 1 } }, inCluster);
  return { backup: cluster.identity("backup", "uploader"), kubeconfig: cluster.kubeconfig };
}
