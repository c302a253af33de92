import { Provider } from "@pulumi/cloudflare/provider.js";
import { LoadBalancer } from "#components/edge/load-balancer";
import { Zone } from "#components/edge/zone";

const accountId = "0123456789abcdef0123456789abcdef";

/** One host over three regions: visitors meet their own region's servers, and another's when those are down. */
export function program() {
  const opts = { provider: new Provider("cloudflare", {}) };
  const zone = new Zone("zone", { domain: "example.com", accountId, plan: "business", records: {} }, opts);
  new LoadBalancer(
    "global",
    {
      zone,
      accountId,
      host: "@",
      steering: "geo",
      fallback: "america",
      pools: {
        india: { origins: { ingress: { address: "192.0.2.1" } }, regions: ["SAS", "ME"] },
        singapore: { origins: { ingress: { address: "192.0.2.2" } }, regions: ["SEAS", "NEAS", "OC"] },
        america: { origins: { ingress: { address: "192.0.2.3" } }, regions: ["ENAM", "WNAM"] },
      },
    },
    opts,
  );
  return {};
}
