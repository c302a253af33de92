import type { Endpoint } from "../core/link.ts";
import {
  GKE_RESOLVERS,
  googleIdentityPolicy,
  needsResolver,
  type Resolvers,
  resolverPolicy,
} from "./platform.ts";
import { type Caller, type HostEgress, linkPolicies, type Policy } from "./policies.ts";

/** What a caller reaches. */
export interface EgressArgs {
  /** What it calls. Each opens the caller's egress and, where pods are called, their ingress. Default none. */
  readonly links?: readonly Endpoint[];
  /** Whether the pods act as a Google identity, by their service account. Default false. */
  readonly googleIdentity?: boolean;
  /** Where names are resolved. Default: all that GKE has. */
  readonly resolvers?: Resolvers;
  /**
   * How egress to host names is limited. Default "addresses": any public address, on the link's port.
   * "names" needs GKE's FQDN policies on Dataplane V2.
   */
  readonly hostEgress?: HostEgress;
}

/** All policies that follow from what a caller reaches; none for one that reaches nothing. */
export function callerPolicies(caller: Caller, reach: EgressArgs): Policy[] {
  const { links = [], googleIdentity = false, resolvers = GKE_RESOLVERS, hostEgress = "addresses" } = reach;
  return [
    ...links.flatMap((endpoint) => linkPolicies(caller, endpoint, hostEgress)),
    ...(needsResolver(links) || googleIdentity ? [resolverPolicy(caller, resolvers)] : []),
    ...(googleIdentity ? [googleIdentityPolicy(caller)] : []),
  ];
}
