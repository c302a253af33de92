import type { PodPeer } from "../../core/link.ts";
import { type AddressPolicy, egressPolicy } from "../../network-policy/policies.ts";

/** Ranges that are inside: the control plane's private address lies in them. Source: RFC 1918, RFC 6598. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/**
 * What answers on a node itself: the kubelet with its own metrics and those of containers, and the exporter
 * of the node, which runs in the node's network.
 * Sources: Kubernetes documentation, "Ports and Protocols"; prometheus-node-exporter chart, `service.port`.
 */
export const NODE_PORTS = { kubelet: 10250, nodeExporter: 9100 } as const;

/** The Kubernetes API: where targets are looked up, and a target itself. */
const API_PORT = 443;

/**
 * The policies of a monitoring namespace. Who is not in it gets in by a link only.
 *
 * Prometheus gets out to the pods of its own namespace (Alertmanager, the exporter of Kubernetes' objects), to
 * the Kubernetes API, and to nodes on the ports that are scraped there; everything else is a link. Two things
 * are said in a way that Dataplane V2 understands: a range never matches pods or nodes there, since both are
 * known by identity and not by address. Pods are therefore selected, and nodes named by the ports alone.
 * Source: Cilium documentation, "CIDR-based" policies, "Selecting nodes with CIDR / ipBlock".
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
