import type { Input } from "@pulumi/pulumi";
import { isAddress } from "#models/addresses/ranges";
import { DNS_PORTS, DNS_RESOLVERS, METADATA_SERVERS } from "../core/google/link-local.ts";
import type { Endpoint, PodPeer } from "../core/link.ts";
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

/** Lets a caller ask for names, wherever they are answered. */
export function resolverPolicy(caller: Caller, resolvers: Resolvers = GKE_RESOLVERS): AddressPolicy {
  const to = [
    ...resolvers.ranges.map((cidr) => ({ ipBlock: { cidr } })),
    ...resolvers.pods.map((pods) => podsFrom(caller.namespace, pods)),
  ];
  return egressPolicy(caller, "dns", [{ to, ports: [...DNS_PORTS] }]);
}

/** Lets a caller reach GKE's metadata server, from which a pod gets the tokens of its Google identity. */
export function googleIdentityPolicy(caller: Caller): AddressPolicy {
  const rules = METADATA_SERVERS.map(({ range, ports }) => ({
    to: [{ ipBlock: { cidr: range } }],
    ports: [...ports],
  }));
  return egressPolicy(caller, "google-identity", rules);
}

/** Whether a caller has any name to resolve. A host known only after deployment may be a name. */
export function needsResolver(links: readonly Endpoint[]): boolean {
  return links.some(({ host }) => !isLiteralAddress(host));
}

function isLiteralAddress(host: Input<string>): boolean {
  return typeof host === "string" && isAddress(host);
}
