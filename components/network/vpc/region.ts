import { Router } from "@pulumi/gcp/compute/router.js";
import { RouterNat } from "@pulumi/gcp/compute/routerNat.js";
import { Subnetwork, type SubnetworkArgs } from "@pulumi/gcp/compute/subnetwork.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { RegionAddresses } from "../addresses/address-plan.ts";
import type { NetworkRegion } from "../network-region.ts";

/** Names of the secondary ranges; they are unique within the subnet only. */
export const PODS_RANGE = "pods";
export const SERVICES_RANGE = "services";

/** What the resources of one region are made from. */
export interface RegionSettings {
  readonly key: string;
  readonly region: string;
  readonly addresses: RegionAddresses;
  readonly prefix: string;
  readonly network: Input<string>;
  readonly drained: boolean;
  readonly flowLogSampling: number;
  /** Whether other subnets of the region are somebody else's, with ways out of their own. */
  readonly shared: boolean;
  readonly protect: boolean;
}

/** The resources of one region. */
export interface RegionResources {
  readonly subnetwork: Subnetwork;
  /** Undefined where the subnet is only read: the way out is somebody else's too. */
  readonly router: Router | undefined;
  readonly nat: RouterNat | undefined;
}

/**
 * Creates a region's subnet and its way out. Children are named after the key, so regions come and go alone.
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
  const nat = new RouterNat(
    `${owner}-nat-${key}`,
    {
      name: `${prefix}-${key}`,
      router: router.name,
      region,
      natIpAllocateOption: "AUTO_ONLY",
      // A subnet has one NAT, so in a shared network this one leaves the others' alone.
      ...(shared
        ? {
            sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
            subnetworks: [{ name: subnetwork.id, sourceIpRangesToNats: ["ALL_IP_RANGES"] }],
          }
        : { sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES" }),
      // All pods of a node share its ports, so a node needs more than the 64 of a machine that runs one
      // program. Ports that grow on demand exclude endpoint-independent mapping (source: Cloud NAT, ports).
      enableDynamicPortAllocation: true,
      enableEndpointIndependentMapping: false,
      minPortsPerVm: 256,
      maxPortsPerVm: 8192,
      logConfig: { enable: true, filter: "ERRORS_ONLY" },
    },
    opts,
  );
  return {
    nodes: { subnetwork, router, nat },
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
    },
  };
}

/** What all subnets are made with: flow logs, and a private way to Google's services. */
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
