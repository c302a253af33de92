import { Address } from "@pulumi/gcp/compute/address.js";
import type { RouterNatArgs } from "@pulumi/gcp/compute/routerNat.js";
import { type CustomResourceOptions, type Output, output } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../../core/google/project.ts";

/** How an address of a NAT is used: a draining one keeps its connections and takes no new ones. */
export type EgressAddressState = "active" | "draining";

/** Public addresses of a region's egress, by a key of your choice. */
export type EgressAddresses = Readonly<Record<string, EgressAddressState>>;

/** A region's reserved addresses. */
export interface ReservedEgress {
  readonly addresses: Readonly<Record<string, Address>>;
  /** Inputs of the NAT that uses them. */
  readonly nat: Pick<RouterNatArgs, "natIpAllocateOption" | "natIps" | "drainNatIps">;
  /** The addresses that new connections come from; undefined if Google chooses them. */
  readonly active: Output<string[]> | undefined;
}

/** Fails for keys that cannot be part of a name, or if no address is active. @internal */
export function checkEgressAddresses(
  checks: ArgumentChecks,
  at: string,
  prefix: string,
  region: string,
  addresses: EgressAddresses,
): void {
  for (const [key, state] of Object.entries(addresses)) {
    checks.matches(`${at} key`, key, RESOURCE_NAME, RESOURCE_NAME_RULE);
    checks.oneOf<string>(`${at}.${key}`, state, ["active", "draining"]);
    const name = addressName(prefix, region, key);
    checks.that(name.length <= 63, `${at} key`, key, `shorter: ${name} has ${name.length} of 63 characters`);
  }
  checks.that(Object.values(addresses).includes("active"), at, addresses, 'at least one "active" address');
}

/**
 * Reserves the addresses of a region's NAT. Without any, Google allocates them, and may allocate others. Each address
 * has 64,512 ports, of which a node takes at least 256.
 */
export function reserveEgress(
  owner: string,
  place: {
    readonly key: string;
    readonly region: string;
    readonly prefix: string;
    readonly protect: boolean;
    readonly addresses: EgressAddresses | undefined;
  },
  opts: CustomResourceOptions,
): ReservedEgress {
  const { key: regionKey, region, prefix, protect, addresses } = place;
  if (!addresses) {
    return { addresses: {}, nat: { natIpAllocateOption: "AUTO_ONLY" }, active: undefined };
  }
  const reserved: Record<string, Address> = {};
  for (const key of Object.keys(addresses)) {
    reserved[key] = new Address(
      `${owner}-egress-${regionKey}-${key}`,
      {
        name: addressName(prefix, regionKey, key),
        region,
        addressType: "EXTERNAL",
        networkTier: "PREMIUM",
        deletionPolicy: protect ? "PREVENT" : "DELETE",
      },
      { ...opts, protect },
    );
  }
  const inState = (wanted: EgressAddressState) =>
    Object.entries(reserved).flatMap(([key, address]) => (addresses[key] === wanted ? [address] : []));
  const draining = inState("draining");
  return {
    addresses: reserved,
    nat: {
      natIpAllocateOption: "MANUAL_ONLY",
      natIps: inState("active").map(({ selfLink }) => selfLink),
      ...(draining.length > 0 ? { drainNatIps: draining.map(({ selfLink }) => selfLink) } : {}),
    },
    active: output(inState("active").map(({ address }) => address)),
  };
}

function addressName(prefix: string, region: string, key: string): string {
  return `${prefix}-egress-${region}-${key}`;
}
