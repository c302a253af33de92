import type { ArgumentChecks } from "../core/arguments.ts";
import { endpointsOf, isGroup, type LinkTarget } from "../core/endpoint-group.ts";
import { groupPolicies } from "./group-policies.ts";
import {
  GKE_RESOLVERS,
  googleIdentityPolicy,
  needsResolver,
  OWN_TARGETS,
  type Resolvers,
  resolverPolicy,
} from "./platform.ts";
import { type Caller, type HostEgress, linkPolicies, type Policy } from "./policies.ts";

/** Egress of a caller. */
export interface EgressArgs {
  /** Links to its callees. Each opens the caller's egress and, if the callee is pods, their ingress. Default none. */
  readonly links?: readonly LinkTarget[];
  /** Whether the pods use a Google identity through their service account. Default false. */
  readonly googleIdentity?: boolean;
  /** DNS resolvers. Default: all of GKE's. */
  readonly resolvers?: Resolvers;
  /**
   * How egress to host names is limited. Default "addresses": any public address, on the link's port.
   * "names" needs GKE's FQDN policies on Dataplane V2.
   */
  readonly hostEgress?: HostEgress;
}

/**
 * Fails for a range of ports that is to be limited by host names: GKE's policies by name take single ports. Fails also
 * for a link whose policy would have the name of one that every caller may have.
 */
export function checkEgress(
  checks: ArgumentChecks,
  { links = [], hostEgress = "addresses" }: EgressArgs,
): void {
  for (const target of links) {
    checks.that(
      isGroup(target) || !OWN_TARGETS.includes(target.name),
      "links name",
      target.name,
      `names other than ${OWN_TARGETS.join(" and ")}, to which callers have policies of their own`,
    );
  }
  for (const { name, peer, endPort } of endpointsOf(links)) {
    checks.that(
      hostEgress === "addresses" || peer.kind !== "host" || endPort === undefined,
      "hostEgress",
      hostEgress,
      `"addresses" for "${name}", which is a range of ports`,
    );
  }
}

/** All policies for a caller's egress; none without any egress. */
export function callerPolicies(caller: Caller, egress: EgressArgs): Policy[] {
  const { links = [], googleIdentity = false, resolvers = GKE_RESOLVERS, hostEgress = "addresses" } = egress;
  return [
    ...links.flatMap((target) =>
      isGroup(target) ? groupPolicies(caller, target, hostEgress) : linkPolicies(caller, target, hostEgress),
    ),
    ...(needsResolver(endpointsOf(links)) || googleIdentity ? [resolverPolicy(caller, resolvers)] : []),
    ...(googleIdentity ? [googleIdentityPolicy(caller)] : []),
  ];
}
