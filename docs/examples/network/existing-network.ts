import { Provider } from "@pulumi/gcp/provider.js";
import { Network } from "#components/network/network";

/** Subnets of one's own in a network that others live in as well; nothing of theirs is touched. */
export function program() {
  const gcp = new Provider("gcp", { project: "shop-prod", region: "us-central1" });
  const network = new Network(
    "network",
    {
      prefix: "shop-prod",
      existing: {
        networkId: "projects/shop-prod/global/networks/company",
        privateServices: { rangeName: "google-managed", cidr: "10.255.0.0/16" },
      },
      regions: { "us-central1": {} },
      addresses: { base: "10.128.0.0/9" },
    },
    { provider: gcp },
  );
  return { nodes: network.regions["us-central1"]?.nodesCidr, databases: network.privateServices?.cidr };
}
