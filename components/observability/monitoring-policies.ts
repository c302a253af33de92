import type { PodPeer } from "../link.ts";
import { type AddressPolicy, egressPolicy } from "../workload/network/policies.ts";

/** Ranges that are inside: nodes, pods and the control plane's private address. Source: RFC 1918, RFC 6598. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/**
 * The policies of a monitoring namespace. Who is not in it gets in by a link only. Prometheus reaches private
 * addresses on any port: kubelets, the control plane and exporters on nodes are no pods that a link could
 * name, and it keeps reaching them when links add policies of their own. Pods that it scrapes still have to
 * let it in.
 */
export function monitoringPolicies(name: string, prometheus: PodPeer): AddressPolicy[] {
  const { namespace } = prometheus;
  return [
    {
      kind: "NetworkPolicy",
      id: `${name}-inside`,
      name: "inside-only",
      namespace,
      spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: [{ podSelector: {} }] }] },
    },
    egressPolicy({ ...prometheus, id: name, name: "prometheus" }, "private-network", [
      { to: PRIVATE_RANGES.map((cidr) => ({ ipBlock: { cidr } })) },
    ]),
  ];
}
