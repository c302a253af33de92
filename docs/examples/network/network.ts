import { Provider } from "@pulumi/gcp/provider.js";
import { Network } from "#components/network/network";

/** A network in two regions with room for managed databases and caches; a third region is one more line. */
export function program() {
  const gcp = new Provider("gcp", { project: "shop-prod", region: "us-central1" });
  const network = new Network(
    "network",
    {
      prefix: "shop-prod",
      regions: { "us-central1": {}, "asia-south1": { drained: true } },
      privateServices: true,
      serviceConnections: { "gcp-memorystore": { limit: 8 } },
    },
    { provider: gcp },
  );
  return {
    nodes: network.regions["us-central1"]?.nodesCidr,
    databases: network.privateServices?.cidr,
    caches: network.serviceConnections["us-central1"]?.cidr,
  };
}
