import type { Address } from "@pulumi/gcp/compute/address.js";
import { Router } from "@pulumi/gcp/compute/router.js";
import { RouterNat } from "@pulumi/gcp/compute/routerNat.js";
import { Subnetwork, type SubnetworkArgs } from "@pulumi/gcp/compute/subnetwork.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { RegionAddresses } from "../addresses/address-plan.ts";
import type { NetworkRegion } from "../network-region.ts";
import { type EgressAddresses, reserveEgress } from "./egress.ts";

/** Names of the secondary ranges, unique only within the subnet. */
export const PODS_RANGE = "pods";
export const SERVICES_RANGE = "services";

/** Inputs of a region's resources. */
export interface RegionSettings {
  readonly key: string;
  readonly region: string;
  readonly addresses: RegionAddresses;
  readonly prefix: string;
  readonly network: Input<string>;
  readonly drained: boolean;
  readonly flowLogSampling: number;
  /** Whether the region has other owners' subnets, with their own NATs. */
  readonly shared: boolean;
  readonly protect: boolean;
  /** Fixed addresses of the NAT; undefined: Google chooses them. */
  readonly egressAddresses: EgressAddresses | undefined;
}

/** The resources of one region. */
export interface RegionResources {
  readonly subnetwork: Subnetwork;
  /** Undefined if the subnet is only read: its NAT exists too. */
  readonly router: Router | undefined;
  readonly nat: RouterNat | undefined;
  /** Addresses of the NAT by their keys; empty if Google chooses them. */
  readonly egressAddresses: Readonly<Record<string, Address>>;
}

/**
 * Creates a region's subnet and NAT. Children are named after the key, so that regions are independent.
 *
 * @param owner name of the network's component, as the children of two networks must differ
 */
export function createRegion(
  owner: string,
  settings: RegionSettings,
  opts: CustomResourceOptions,
): { region: NetworkRegion; nodes: RegionResources } {
  const { key, region, addresses, prefix, network, shared } = settings;
  const subnetwork = createSubnetwork(
    `${owner}-subnet-${key}`,
    {
      name: `${prefix}-${key}`,
      network,
      region,
      ipCidrRange: addresses.nodes,
      secondaryIpRanges: [
        { rangeName: PODS_RANGE, ipCidrRange: addresses.pods },
        { rangeName: SERVICES_RANGE, ipCidrRange: addresses.services },
      ],
    },
    settings,
    opts,
  );
  const router = new Router(`${owner}-router-${key}`, { name: `${prefix}-${key}`, network, region }, opts);
  const egress = reserveEgress(owner, { ...settings, addresses: settings.egressAddresses }, opts);
  const nat = new RouterNat(
    `${owner}-nat-${key}`,
    {
      name: `${prefix}-${key}`,
      router: router.name,
      region,
      ...egress.nat,
      // A subnet has only one NAT, so in a shared network this one excludes others' subnets.
      ...(shared
        ? {
            sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
            subnetworks: [{ name: subnetwork.id, sourceIpRangesToNats: ["ALL_IP_RANGES"] }],
          }
        : { sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES" }),
      // All pods of a node share its ports, so a node needs more than the default of 64 for a single program. Dynamic
      // port allocation excludes endpoint-independent mapping (source: Cloud NAT, ports).
      enableDynamicPortAllocation: true,
      enableEndpointIndependentMapping: false,
      minPortsPerVm: 256,
      maxPortsPerVm: 8192,
      logConfig: { enable: true, filter: "ERRORS_ONLY" },
    },
    opts,
  );
  return {
    nodes: { subnetwork, router, nat, egressAddresses: egress.addresses },
    region: {
      region,
      network,
      subnetwork: subnetwork.id,
      podsRange: PODS_RANGE,
      servicesRange: SERVICES_RANGE,
      nodesCidr: addresses.nodes,
      podsCidr: addresses.pods,
      servicesCidr: addresses.services,
      drained: settings.drained,
      egress: [nat],
      ...(egress.active ? { egressAddresses: egress.active } : {}),
    },
  };
}

/** Settings of all subnets: flow logs and Private Google Access. */
export function createSubnetwork(
  name: string,
  args: Pick<SubnetworkArgs, "name" | "network" | "region" | "ipCidrRange" | "secondaryIpRanges">,
  { flowLogSampling, protect }: Pick<RegionSettings, "flowLogSampling" | "protect">,
  opts: CustomResourceOptions,
): Subnetwork {
  return new Subnetwork(
    name,
    {
      ...args,
      stackType: "IPV4_ONLY",
      privateIpGoogleAccess: true,
      logConfig: {
        aggregationInterval: "INTERVAL_5_SEC",
        flowSampling: flowLogSampling,
        metadata: "INCLUDE_ALL_METADATA",
      },
      deletionPolicy: protect ? "PREVENT" : "DELETE",
    },
    { ...opts, protect },
  );
}
