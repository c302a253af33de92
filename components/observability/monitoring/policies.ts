import type { PodPeer } from "../../core/link.ts";
import { type AddressPolicy, egressPolicy } from "../../network-policy/policies.ts";

/** Private ranges, which contain the control plane's address. Source: RFC 1918, RFC 6598. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/**
 * Services on the node itself: the kubelet with its metrics and those of containers, and the node exporter, which runs
 * in the node's network. Sources: Kubernetes documentation, "Ports and Protocols"; prometheus-node-exporter chart,
 * `service.port`.
 */
export const NODE_PORTS = { kubelet: 10250, nodeExporter: 9100 } as const;

/** The Kubernetes API: for target discovery, and itself a target. */
const API_PORT = 443;

/**
 * The policies of a monitoring namespace. Ingress from other namespaces is only through links. Prometheus may reach the
 * pods of its namespace (Alertmanager, the exporter of Kubernetes objects), the Kubernetes API, and nodes on their
 * scraped ports; everything else is a link. Two rules accommodate Dataplane V2: a range never matches pods or nodes
 * there, since both are identified by identity rather than address. Pods are therefore selected by label, and nodes
 * only by port. Source: Cilium documentation, "CIDR-based" policies, "Selecting nodes with CIDR / ipBlock".
 */
export function monitoringPolicies(name: string, prometheus: PodPeer): AddressPolicy[] {
  const { namespace } = prometheus;
  const tcp = (...ports: number[]) => ports.map((port) => ({ port, protocol: "TCP" }));
  return [
    {
      kind: "NetworkPolicy",
      id: `${name}-inside`,
      name: "inside-only",
      namespace,
      spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: [{ podSelector: {} }] }] },
    },
    egressPolicy({ ...prometheus, id: name, name: "prometheus" }, "private-network", [
      { to: [{ podSelector: {} }] },
      { to: PRIVATE_RANGES.map((cidr) => ({ ipBlock: { cidr } })), ports: tcp(API_PORT) },
      { ports: tcp(...Object.values(NODE_PORTS)) },
    ]),
  ];
}
