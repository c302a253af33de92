import type { Input } from "@pulumi/pulumi";
import { DNS_RESOLVERS } from "../../cluster/link-local.ts";
import type { Endpoint, PodPeer } from "../../link.ts";
import { isAddress } from "./addresses.ts";
import { type AddressPolicy, type Caller, egressPolicy, podsFrom } from "./policies.ts";

/** Where pods ask for names. */
export interface Resolvers {
  /** Addresses that answer, as ranges. */
  readonly ranges: readonly string[];
  /** Resolvers that run as pods. */
  readonly pods: readonly PodPeer[];
}

/**
 * The resolvers of a GKE cluster, whichever of them it runs: Cloud DNS behind the metadata server, the cache
 * on each node, by its address and by the pods to which Dataplane V2 redirects, and kube-dns.
 * Source: GKE documentation, "Set up NodeLocal DNSCache" and "Using Cloud DNS for GKE".
 */
export const GKE_RESOLVERS: Resolvers = {
  ranges: DNS_RESOLVERS.ranges,
  pods: ["kube-dns", "node-local-dns"].map((app) => ({
    kind: "pods",
    namespace: "kube-system",
    labels: { "k8s-app": app },
  })),
};

/** DNS on both protocols: answers that do not fit a datagram are asked again over TCP. */
export function resolverPolicy(caller: Caller, resolvers: Resolvers = GKE_RESOLVERS): AddressPolicy {
  const to = [
    ...resolvers.ranges.map((cidr) => ({ ipBlock: { cidr } })),
    ...resolvers.pods.map((pods) => podsFrom(caller.namespace, pods)),
  ];
  const ports = [
    { port: 53, protocol: "UDP" },
    { port: 53, protocol: "TCP" },
  ];
  return egressPolicy(caller, "dns", [{ to, ports }]);
}

/**
 * GKE's metadata server, from which a pod gets the tokens of its Google identity: on Dataplane V2 at its own
 * address, with Calico at the one it is redirected to.
 * Source: GKE documentation, "Authenticate to Google Cloud APIs from GKE workloads", network policies.
 */
export function googleIdentityPolicy(caller: Caller): AddressPolicy {
  const rule = (cidr: string, ports: readonly number[]) => ({
    to: [{ ipBlock: { cidr } }],
    ports: ports.map((port) => ({ port, protocol: "TCP" })),
  });
  return egressPolicy(caller, "google-identity", [
    rule("169.254.169.254/32", [80, 8080]),
    rule("169.254.169.252/32", [987, 988]),
  ]);
}

/** Whether a caller has any name to resolve. A host known only after deployment may be a name. */
export function needsResolver(links: readonly Endpoint[]): boolean {
  return links.some(({ host }) => !isLiteralAddress(host));
}

function isLiteralAddress(host: Input<string>): boolean {
  return typeof host === "string" && isAddress(host);
}
