import type { CidrPeer } from "../link.ts";

/** A protocol and port, as network policies write it. */
export interface PolicyPort {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

/**
 * The resolvers of pods: Cloud DNS on the metadata address and the node's cache, which Autopilot always runs. Neither
 * is a pod, so no pod selector matches them. Source: GKE, Cloud DNS for GKE and NodeLocal DNSCache.
 */
export const DNS_RESOLVERS: CidrPeer = { kind: "cidr", ranges: ["169.254.169.254/32", "169.254.20.10/32"] };

/** DNS on both protocols: responses that do not fit a datagram are retried over TCP. */
export const DNS_PORTS: readonly PolicyPort[] = [
  { protocol: "UDP", port: 53 },
  { protocol: "TCP", port: 53 },
];

/** The address of a service on the node itself. */
export interface LinkLocalServer {
  readonly range: string;
  readonly ports: readonly PolicyPort[];
}

/**
 * The source of the pods' workload identity tokens: with Dataplane V2 the metadata server's address, with Calico the
 * address that it is redirected to. Without access to it, keyless access fails in pods with denied egress. Source: GKE,
 * Authenticate to Google Cloud APIs from GKE workloads, network policies.
 */
export const METADATA_SERVERS: readonly LinkLocalServer[] = [
  { range: "169.254.169.254/32", ports: tcp(80, 8080) },
  { range: "169.254.169.252/32", ports: tcp(987, 988) },
];

function tcp(...ports: readonly number[]): PolicyPort[] {
  return ports.map((port) => ({ protocol: "TCP", port }));
}
