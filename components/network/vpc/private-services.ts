import { GlobalAddress } from "@pulumi/gcp/compute/globalAddress.js";
import { Connection } from "@pulumi/gcp/servicenetworking/connection.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import { formatAddress, parseCidr } from "#models/addresses/cidr";
import type { CidrPeer } from "../../core/link.ts";

/** The range of Google's managed services, as an argument of databases. */
export interface PrivateServices {
  /** Range, known at plan time. */
  readonly cidr: string;
  /** Peer of connections to a managed service: its range, not its address. */
  readonly peer: CidrPeer;
  /** Id of the VPC. */
  readonly network: Input<string>;
  /** Name of the reserved range, for instances in it. */
  readonly rangeName: string;
  /** Dependency of an instance; without it the cloud refuses a private address. */
  readonly connection: Connection;
}

export interface PrivateServicesResources {
  readonly range: GlobalAddress;
  readonly connection: Connection;
}

/** Inputs of Private Service Access. */
export interface PrivateServicesSettings {
  readonly prefix: string;
  readonly network: Input<string>;
  readonly cidr: string;
  readonly protect: boolean;
}

/** Reserves the range of the managed services and connects their network. */
export function createPrivateServices(
  owner: string,
  { prefix, network, cidr, protect }: PrivateServicesSettings,
  opts: CustomResourceOptions,
): { privateServices: PrivateServices; nodes: PrivateServicesResources } {
  const { first, prefix: prefixLength } = parseCidr(cidr) ?? { first: 0, prefix: 0 };
  const rangeName = `${prefix}-private-services`;
  const range = new GlobalAddress(
    `${owner}-private-services`,
    {
      name: rangeName,
      network,
      purpose: "VPC_PEERING",
      addressType: "INTERNAL",
      address: formatAddress(first),
      prefixLength,
      deletionPolicy: protect ? "PREVENT" : "DELETE",
    },
    { ...opts, protect },
  );
  const connection = new Connection(
    `${owner}-private-services`,
    {
      network,
      service: "servicenetworking.googleapis.com",
      reservedPeeringRanges: [range.name],
      // The producer keeps its side for days after the last instance is deleted, and the deletion would fail for as
      // long (source: pulumi-gcp, issue 3354). The peering that remains keeps the network from being deleted.
      deletionPolicy: "ABANDON",
      // Google remembers an abandoned connection, even of a deleted network with the same name, and refuses to create it
      // with another range; it is updated instead (source: terraform-provider-google #16697).
      updateOnCreationFail: true,
    },
    { ...opts, protect },
  );
  return {
    nodes: { range, connection },
    privateServices: {
      cidr,
      peer: { kind: "cidr", ranges: [cidr] },
      network,
      rangeName,
      connection,
    },
  };
}
