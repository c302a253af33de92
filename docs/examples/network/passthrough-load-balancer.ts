import { Provider } from "@pulumi/kubernetes/provider.js";
import { podsNamed } from "#components/core/link";
import { PassthroughLoadBalancer } from "#components/network/passthrough-load-balancer";

/** Inference servers that speak gRPC, for whoever is in the network; a gateway before them limits and caches. */
export function program() {
  const inference = new PassthroughLoadBalancer(
    "inference",
    {
      pods: podsNamed("inference", "sari-ai"),
      ports: { grpc: { port: 8001 }, http: { port: 80, targetPort: 8000 } },
      sourceRanges: ["10.0.0.0/8"],
    },
    { provider: new Provider("kubernetes", { kubeconfig: "{}" }) },
  );
  return { address: inference.address, grpc: inference.endpoints["grpc"]?.port };
}
