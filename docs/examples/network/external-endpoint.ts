import { Provider } from "@pulumi/kubernetes/provider.js";
import { ExternalEndpoint } from "#components/network/external-endpoint";
import { WebService } from "#components/workload/web-service";

/** A checkout that charges cards at a provider outside, and hands orders to another team's broker on any of its ports. */
export function program() {
  const provider = new Provider("cluster", { kubeconfig: "~/.kube/config" });
  const payments = new ExternalEndpoint("payments", {
    hosts: ["api.stripe.com"],
    port: 443,
    credential: { files: { key: "shop-stripe-key" } },
  });
  const broker = new ExternalEndpoint("broker", {
    host: "10.20.0.5",
    ranges: ["10.20.0.0/28"],
    port: 9092,
    endPort: 9094,
    protocol: "tcp",
  });
  new WebService(
    "checkout",
    {
      namespace: "shop",
      partOf: "shop",
      image: `ghcr.io/example/checkout@sha256:${"0".repeat(64)}`,
      port: 8080,
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
      scaling: { minReplicas: 2, maxReplicas: 10 },
      links: [payments.endpoint, broker.endpoint],
      secretStore: { name: "secret-manager" },
    },
    { provider },
  );
  return { payments: payments.endpoint.host };
}
