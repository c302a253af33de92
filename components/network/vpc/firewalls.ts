import { Firewall } from "@pulumi/gcp/compute/firewall.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import { HEALTH_CHECK_RANGES } from "#models/google/ranges";
import type { RegionAddresses } from "../addresses/address-plan.ts";

/** The network and owner of a rule. */
export interface FirewallContext {
  readonly prefix: string;
  readonly network: Input<string>;
}

/** A region's part of a network, for rules. */
export interface FirewalledRegion {
  readonly key: string;
  readonly addresses: RegionAddresses;
}

/**
 * The implied rule also denies, but its drops are never logged.
 *
 * @param in a shared network, the only region whose machines it covers: other users may have allowing rules of the same
 *   priority, and denial wins
 */
export function createIngressDenial(
  owner: string,
  { prefix, network }: FirewallContext,
  only: FirewalledRegion | undefined,
  opts: CustomResourceOptions,
): Firewall {
  const suffix = only ? `deny-ingress-${only.key}` : "deny-ingress";
  return new Firewall(
    `${owner}-${suffix}`,
    {
      name: `${prefix}-${suffix}`,
      network,
      direction: "INGRESS",
      priority: 65534,
      sourceRanges: ["0.0.0.0/0"],
      ...(only ? { destinationRanges: [only.addresses.block] } : {}),
      denies: [{ protocol: "all" }],
      logConfig: { metadata: "INCLUDE_ALL_METADATA" },
    },
    opts,
  );
}

/** Allows Google's health checks and global load balancers to reach ports of one region. */
export function createHealthCheckAllowance(
  owner: string,
  { prefix, network, ports }: FirewallContext & { readonly ports: readonly number[] },
  { key, addresses }: FirewalledRegion,
  opts: CustomResourceOptions,
): Firewall {
  return new Firewall(
    `${owner}-health-checks-${key}`,
    {
      name: `${prefix}-health-checks-${key}`,
      network,
      direction: "INGRESS",
      priority: 1000,
      sourceRanges: [...HEALTH_CHECK_RANGES],
      // One rule per region, so that adding or removing a region changes no rule of another.
      destinationRanges: [addresses.nodes, addresses.pods],
      allows: [{ protocol: "tcp", ports: ports.map(String) }],
    },
    opts,
  );
}
