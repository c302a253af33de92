import { Provider } from "@pulumi/gcp/provider.js";
import { Cluster } from "#components/cluster/cluster";
import { Network } from "#components/network/network";

/** A cluster for a development stack: every relaxation from the defaults is written out. */
export function program() {
  const opts = { provider: new Provider("gcp", { project: "shop-dev", region: "us-central1" }) };
  const network = new Network(
    "network",
    { prefix: "shop-dev", regions: { "us-central1": {} }, protect: false },
    opts,
  );
  const region = network.regions["us-central1"];
  if (!region) {
    throw new Error("the network has no region us-central1");
  }
  const cluster = new Cluster(
    "cluster",
    {
      prefix: "shop-dev",
      project: { id: "shop-dev", number: "123456789012" },
      network: region,
      availability: "zonal",
      encryptionKeys: "google",
      protect: false,
      nodePools: { general: { machineType: "e2-medium", minNodes: 1, maxNodes: 3, spot: true } },
    },
    opts,
  );
  return { kubeconfig: cluster.kubeconfig };
}
