import { Provider } from "@pulumi/gcp/provider.js";
import { Cluster } from "#components/cluster/cluster";
import { Namespace } from "#components/cluster/namespace";
import { Network } from "#components/network/network";

/** Somebody else's network and cluster, which are only read, with a pool of one's own added to the cluster. */
export function program() {
  const opts = { provider: new Provider("gcp", { project: "shop-prod", region: "us-central1" }) };
  const network = new Network(
    "network",
    {
      prefix: "shop",
      existing: { networkId: "projects/company-net/global/networks/shared" },
      regions: {
        "us-central1": {
          existing: {
            subnetwork: "apps-us-central1",
            podsRange: "pods",
            servicesRange: "services",
            nodesCidr: "10.20.0.0/20",
            podsCidr: "10.24.0.0/14",
            servicesCidr: "10.20.16.0/20",
          },
        },
      },
    },
    opts,
  );
  const region = network.regions["us-central1"];
  if (!region) {
    throw new Error("the network has no region us-central1");
  }
  const cluster = new Cluster(
    "cluster",
    {
      prefix: "shop",
      project: { id: "shop-prod", number: "123456789012" },
      network: region,
      existing: { clusterName: "company-1" },
      nodePools: { shop: { machineType: "e2-standard-4", minNodes: 1, maxNodes: 5 } },
    },
    opts,
  );
  new Namespace("shop", { partOf: "shop" }, { provider: cluster.provider });
  return { backup: cluster.identity("backup", "uploader"), kubeconfig: cluster.kubeconfig };
}
