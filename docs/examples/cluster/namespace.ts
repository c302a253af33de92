import { Provider } from "@pulumi/kubernetes/provider.js";
import { Namespace } from "#components/cluster/namespace";

/** One namespace as strict as it gets, and one whose exception says why it is there. */
export function program() {
  const opts = { provider: new Provider("kubernetes", { kubeconfig: "{}" }) };
  const shop = new Namespace("shop", { partOf: "shop", quota: { cpuRequests: 4 } }, opts);
  new Namespace(
    "monitoring",
    {
      partOf: "shop",
      podSecurity: { level: "privileged", reason: "node-exporter reads the host's files and network" },
    },
    opts,
  );
  return { shop: shop.namespace };
}
