import { GlobalAddress } from "@pulumi/gcp/compute/globalAddress.js";
import { Subnetwork } from "@pulumi/gcp/compute/subnetwork.js";
import { Connection } from "@pulumi/gcp/servicenetworking/connection.js";
import { all, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { overlaps, parseCidr } from "#models/addresses/cidr";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { type Claim, confirmed } from "../../core/existing.ts";
import { known } from "../../core/outputs.ts";
import { isReservable } from "../addresses/address-plan.ts";
import type { NetworkRegion } from "../network-region.ts";
import type { PrivateServices, PrivateServicesResources } from "./private-services.ts";
import type { RegionResources } from "./region.ts";

/** An existing VPC that is only read. */
export interface ExistingNetwork {
  /** Id of the VPC, `projects/<project>/global/networks/<name>`; of the host project, with Shared VPC. */
  readonly networkId: string;
  /** Its range for managed services. Default none: there is no such connection. */
  readonly privateServices?: {
    /** Name of the reserved range. */
    readonly rangeName: string;
    /** The range itself, known at plan time, for network policies. */
    readonly cidr: string;
  };
}

/**
 * An existing subnet that is only read, with a NAT for egress. Its ranges are arguments, since a plan derives network
 * policies and capacity from them offline; the cloud confirms them before anything is created in them.
 */
export interface ExistingSubnetwork {
  /** Name of the subnet. */
  readonly subnetwork: string;
  /** Name of the secondary range for pods. */
  readonly podsRange: string;
  /** Name of the secondary range for Services. */
  readonly servicesRange: string;
  readonly nodesCidr: string;
  readonly podsCidr: string;
  readonly servicesCidr: string;
}

const NETWORK_ID = /^projects\/([a-z][a-z0-9.:-]*)\/global\/networks\/[a-z]([a-z0-9-]*[a-z0-9])?$/;

export function checkExistingNetwork(
  checks: ArgumentChecks,
  { networkId, privateServices }: ExistingNetwork,
  planned: readonly string[],
): void {
  checks.matches(
    "existing.networkId",
    networkId,
    NETWORK_ID,
    "ids such as projects/shop-prod/global/networks/shared",
  );
  if (privateServices) {
    checkRange(checks, "existing.privateServices.cidr", privateServices.cidr, planned);
  }
}

/** Fails for invalid ranges, and for ranges that overlap planned ones. */
export function checkExistingSubnetworks(
  checks: ArgumentChecks,
  subnetworks: Readonly<Record<string, ExistingSubnetwork>>,
  planned: readonly string[],
): void {
  for (const [key, { nodesCidr, podsCidr, servicesCidr }] of Object.entries(subnetworks)) {
    for (const [argument, cidr] of Object.entries({ nodesCidr, podsCidr, servicesCidr })) {
      checkRange(checks, `regions["${key}"].existing.${argument}`, cidr, planned);
    }
  }
}

function checkRange(
  checks: ArgumentChecks,
  argument: string,
  cidr: string,
  planned: readonly string[],
): void {
  const range = parseCidr(cidr);
  const fits = range !== undefined && isReservable(range);
  checks.that(fits, argument, cidr, "private ranges, such as 10.4.0.0/20");
  const blocks = planned.flatMap((block) => parseCidr(block) ?? []);
  checks.that(
    !blocks.some((block) => range && overlaps(block, range)),
    argument,
    cidr,
    `ranges outside the planned ${planned.join(", ")}; move those by addresses.base or slot`,
  );
}

/** Reads a region's subnet. */
export function readRegion(
  owner: string,
  { key, region, network, drained }: ReadRegionSettings,
  stated: ExistingSubnetwork,
  opts: CustomResourceOptions,
): { region: NetworkRegion; nodes: RegionResources } {
  const id = `projects/${projectOf(network)}/regions/${region}/subnetworks/${stated.subnetwork}`;
  const subnetwork = Subnetwork.get(`${owner}-subnet-${key}`, id, undefined, opts);
  const { podsRange, servicesRange, nodesCidr, podsCidr, servicesCidr } = stated;
  const claims = claimsAbout(key, stated, {
    ipCidrRange: known(subnetwork, "ipCidrRange"),
    secondaryIpRanges: known(subnetwork, "secondaryIpRanges"),
  });
  const subnetworkId = confirmed(["Network", owner], subnetwork.id, claims);
  return {
    nodes: { subnetwork, router: undefined, nat: undefined, egressAddresses: {} },
    region: {
      region,
      network,
      subnetwork: subnetworkId,
      podsRange,
      servicesRange,
      nodesCidr,
      podsCidr,
      servicesCidr,
      drained,
    },
  };
}

/** Ranges of a subnet as the cloud returns them. */
interface SubnetworkRanges {
  readonly ipCidrRange: Output<string>;
  readonly secondaryIpRanges: Output<readonly { readonly rangeName: string; readonly ipCidrRange: string }[]>;
}

/** Claims about a subnet, with the cloud's values. */
export function claimsAbout(
  key: string,
  { nodesCidr, podsRange, podsCidr, servicesRange, servicesCidr }: ExistingSubnetwork,
  { ipCidrRange, secondaryIpRanges }: SubnetworkRanges,
): Claim[] {
  const at = (argument: string) => `regions["${key}"].existing.${argument}`;
  const secondary = (name: string) =>
    secondaryIpRanges.apply((ranges) => ranges.find(({ rangeName }) => rangeName === name)?.ipCidrRange);
  return [
    { argument: at("nodesCidr"), stated: nodesCidr, found: ipCidrRange },
    { argument: at("podsCidr"), stated: podsCidr, found: secondary(podsRange) },
    { argument: at("servicesCidr"), stated: servicesCidr, found: secondary(servicesRange) },
  ];
}

/** Inputs of reading a subnet. */
export interface ReadRegionSettings {
  readonly key: string;
  readonly region: string;
  /** Id of the VPC. */
  readonly network: string;
  readonly drained: boolean;
}

/** Reads the connection of managed services, of which a network has only one. */
export function readPrivateServices(
  owner: string,
  network: string,
  { rangeName, cidr }: NonNullable<ExistingNetwork["privateServices"]>,
  opts: CustomResourceOptions,
): { privateServices: PrivateServices; nodes: PrivateServicesResources } {
  const name = `${owner}-private-services`;
  const range = GlobalAddress.get(
    name,
    `projects/${projectOf(network)}/global/addresses/${rangeName}`,
    undefined,
    opts,
  );
  const connection = Connection.get(name, `${network}:servicenetworking.googleapis.com`, undefined, opts);
  const found: Input<string> = all([known(range, "address"), known(range, "prefixLength")]).apply(
    ([address, prefix]) => `${address}/${prefix}`,
  );
  return {
    nodes: { range, connection },
    privateServices: {
      cidr,
      peer: { kind: "cidr", ranges: [cidr] },
      network: confirmed(["Network", owner], network, [
        { argument: "existing.privateServices.cidr", stated: cidr, found },
      ]),
      rangeName,
      connection,
    },
  };
}

function projectOf(networkId: string): string {
  return NETWORK_ID.exec(networkId)?.[1] ?? "";
}
