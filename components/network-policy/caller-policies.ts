import type { ArgumentChecks } from "../core/arguments.ts";
import { endpointsOf, isGroup, type LinkTarget } from "../core/endpoint-group.ts";
import { groupPolicies } from "./group-policies.ts";
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
  readonly links?: readonly LinkTarget[];
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

/** Fails for a range of ports that is to be limited by host names: GKE's policies by name take single ports. */
export function checkReach(
  checks: ArgumentChecks,
  { links = [], hostEgress = "addresses" }: EgressArgs,
): void {
  for (const { name, peer, endPort } of endpointsOf(links)) {
    checks.that(
      hostEgress === "addresses" || peer.kind !== "host" || endPort === undefined,
      "hostEgress",
      hostEgress,
      `"addresses" for "${name}", which is a range of ports`,
    );
  }
}

/** All policies that follow from what a caller reaches; none for one that reaches nothing. */
export function callerPolicies(caller: Caller, reach: EgressArgs): Policy[] {
  const { links = [], googleIdentity = false, resolvers = GKE_RESOLVERS, hostEgress = "addresses" } = reach;
  return [
    ...links.flatMap((target) =>
      isGroup(target) ? groupPolicies(caller, target, hostEgress) : linkPolicies(caller, target, hostEgress),
    ),
    ...(needsResolver(endpointsOf(links)) || googleIdentity ? [resolverPolicy(caller, resolvers)] : []),
    ...(googleIdentity ? [googleIdentityPolicy(caller)] : []),
  ];
}
