import { Provider } from "@pulumi/gcp/provider.js";
import { ReservedAddress } from "#components/network/reserved-address";

/** The address of an ingress, which its load balancer takes by `loadBalancerIP` and DNS records point to. */
export function program() {
  const gcp = new Provider("gcp", { project: "shop-prod", region: "us-central1" });
  const ingress = new ReservedAddress(
    "ingress-address",
    { addressName: "shop-prod-ingress", region: "us-central1" },
    { provider: gcp },
  );
  return { address: ingress.address };
}
