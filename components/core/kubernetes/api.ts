import type { Endpoint } from "../link.ts";

/**
 * The Kubernetes API, as pods call it. Policies match its address behind the `kubernetes` Service, not the Service's
 * address.
 *
 * @public
 * @param controlPlaneRanges ranges of the cluster's control plane, such as `172.16.0.0/28`
 */
export function kubernetesApi(controlPlaneRanges: readonly string[]): Endpoint {
  return {
    id: "service:default/kubernetes:443",
    name: "kubernetes-api",
    host: "kubernetes.default.svc.cluster.local",
    port: 443,
    protocol: "https",
    peer: { kind: "cidr", ranges: controlPlaneRanges },
  };
}
