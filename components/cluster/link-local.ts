import type { CidrPeer } from "../link.ts";

/** A protocol and port, as network policies write it. */
export interface PolicyPort {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

/**
 * Where pods resolve names: Cloud DNS on the metadata address and the node's cache. Neither is a pod, so no
 * pod selector matches them. Source: GKE, Cloud DNS for GKE and NodeLocal DNSCache.
 */
export const DNS_RESOLVERS: CidrPeer = { kind: "cidr", ranges: ["169.254.169.254/32", "169.254.20.10/32"] };

/** Answers over 512 bytes come by TCP. */
export const DNS_PORTS: readonly PolicyPort[] = [
  { protocol: "UDP", port: 53 },
  { protocol: "TCP", port: 53 },
];

/**
 * Where pods get the tokens of their workload identity, under Dataplane V2. Without it keyless access fails
 * in pods whose egress is denied. Source: GKE, Workload Identity Federation, network policies.
 */
export const METADATA_SERVER: CidrPeer = { kind: "cidr", ranges: ["169.254.169.254/32"] };

export const METADATA_PORTS: readonly PolicyPort[] = [
  { protocol: "TCP", port: 80 },
  { protocol: "TCP", port: 8080 },
];
