import { Provider } from "@pulumi/kubernetes/provider.js";
import { podsNamed, serviceEndpoint } from "#components/core/link";
import { LinkPolicies } from "#components/workload/link-policies";

/** Lets an ingress controller, which a chart installs in a namespace of its own, call two services. */
export function program() {
  const provider = new Provider("cluster", { kubeconfig: "~/.kube/config" });
  new LinkPolicies(
    "ingress",
    {
      caller: podsNamed("nginx-ingress", "ingress"),
      partOf: "shop",
      links: [
        serviceEndpoint({ name: "frontend", namespace: "shop", port: 80 }),
        serviceEndpoint({ name: "backend", namespace: "shop", port: 8500 }),
      ],
    },
    { provider },
  );
}
