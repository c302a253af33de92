import type { Input } from "@pulumi/pulumi";
import { isAddress } from "#models/addresses/ranges";
import { DNS_PORTS, DNS_RESOLVERS, METADATA_SERVERS } from "../core/google/link-local.ts";
import type { Endpoint, PodPeer } from "../core/link.ts";
import { type AddressPolicy, type Caller, egressPolicy, podsFrom } from "./policies.ts";

/** DNS resolvers of pods. */
export interface Resolvers {
  /** Addresses of resolvers, as ranges. */
  readonly ranges: readonly string[];
  /** Resolvers that run as pods. */
  readonly pods: readonly PodPeer[];
}

/**
 * All possible resolvers of a GKE cluster: Cloud DNS behind the metadata server, the cache on each node, by its address
 * and by the pods to which Dataplane V2 redirects, and kube-dns. Source: GKE documentation, "Set up NodeLocal DNSCache"
 * and "Using Cloud DNS for GKE".
 */
export const GKE_RESOLVERS: Resolvers = {
  ranges: DNS_RESOLVERS.ranges,
  pods: ["kube-dns", "node-local-dns"].map((app) => ({
    kind: "pods",
    namespace: "kube-system",
    labels: { "k8s-app": app },
  })),
};

const DNS = "dns";
const GOOGLE_IDENTITY = "google-identity";

/** Names of what callers reach besides their links. */
export const OWN_TARGETS: readonly string[] = [DNS, GOOGLE_IDENTITY];

/** Allows a caller to reach all DNS resolvers. */
export function resolverPolicy(caller: Caller, resolvers: Resolvers = GKE_RESOLVERS): AddressPolicy {
  const to = [
    ...resolvers.ranges.map((cidr) => ({ ipBlock: { cidr } })),
    ...resolvers.pods.map((pods) => podsFrom(caller.namespace, pods)),
  ];
  return egressPolicy(caller, DNS, [{ to, ports: [...DNS_PORTS] }]);
}

/** Allows a caller to reach GKE's metadata server, the source of a pod's Google identity tokens. */
export function googleIdentityPolicy(caller: Caller): AddressPolicy {
  const rules = METADATA_SERVERS.map(({ range, ports }) => ({
    to: [{ ipBlock: { cidr: range } }],
    ports: [...ports],
  }));
  return egressPolicy(caller, GOOGLE_IDENTITY, rules);
}

/** Whether a caller has any name to resolve. A host known only after deployment may be a name. */
export function needsResolver(links: readonly Endpoint[]): boolean {
  return links.some(({ host }) => !isLiteralAddress(host));
}

function isLiteralAddress(host: Input<string>): boolean {
  return typeof host === "string" && isAddress(host);
}
