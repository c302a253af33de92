import { ProviderError } from "../../provider/failure.ts";
import type { WireRecord } from "../../provider/wire.ts";
import type { Cloud, CloudObject } from "../cloud/cloud.ts";
import type { Context, Wish } from "../kind.ts";
import { relativeName } from "./identity.ts";

/** What of a resource, besides its name, no other of its type may share. */
interface Unique {
  /** The values; undefined for a resource that claims none. */
  readonly key: (inputs: WireRecord, cloud: Cloud) => readonly unknown[] | undefined;
  readonly refusal: string;
}

const UNIQUE: Readonly<Record<string, Unique>> = {
  // Source: Google Cloud, Cloud NAT: a subnetwork's range has one gateway.
  "gcp:compute/routerNat:RouterNat": {
    key: ({ region, router, sourceSubnetworkIpRangesToNat }, cloud) =>
      sourceSubnetworkIpRangesToNat === "LIST_OF_SUBNETWORKS"
        ? undefined
        : [region, networkOfRouter(String(router), cloud)],
    refusal:
      "Error 400: Invalid value for field 'resource.nats': NAT for all subnetworks is already configured",
  },
  // Source: Google Cloud, forwarding rules: an address, a protocol and a port have one rule.
  "gcp:compute/globalForwardingRule:GlobalForwardingRule": {
    key: ({ ipAddress, ipProtocol = "TCP", portRange }) =>
      ipAddress === undefined ? undefined : [path(ipAddress), ipProtocol, portRange],
    refusal: "Error 400: Specified IP address is in-use and would result in a conflict., invalid",
  },
  // Source: Google Cloud, Certificate Manager: a host has one entry in a map.
  "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry": {
    key: ({ map, hostname }) => (hostname === undefined ? undefined : [map, hostname]),
    refusal: "Error 409: the host already has an entry in the map, alreadyExists",
  },
  // Source: Google Cloud, service connection policies: one for each network, region and service class.
  "gcp:networkconnectivity/serviceConnectionPolicy:ServiceConnectionPolicy": {
    key: ({ network, location, serviceClass }) => [path(network), location, serviceClass],
    refusal: "Error 400: a policy for this network, location and service class already exists",
  },
  // Source: Google Cloud, private services access: allocated ranges of a network do not overlap.
  "gcp:compute/globalAddress:GlobalAddress": {
    key: ({ purpose, network, address }) =>
      purpose === "VPC_PEERING" && address !== undefined ? [path(network), address] : undefined,
    refusal: "Error 400: Requested address range overlaps with an allocated range., invalid",
  },
};

/** Refuses a second resource with what has to be unique. */
export function isUnique({ type, inputs }: Wish, key: string, { cloud }: Context): void {
  const unique = UNIQUE[type];
  const wanted = unique?.key(inputs, cloud);
  if (!unique || !wanted) {
    return;
  }
  const isSame = (other: CloudObject) =>
    other.key !== key && JSON.stringify(unique.key(other.inputs, cloud)) === JSON.stringify(wanted);
  if (cloud.ofType(type).some(isSame)) {
    throw new ProviderError("invalidArgument", `googleapi: ${unique.refusal}`);
  }
}

function networkOfRouter(router: string, cloud: Cloud): unknown {
  const name = router.split("/").at(-1);
  const found = cloud.ofType("gcp:compute/router:Router").find(({ key }) => key.endsWith(`/routers/${name}`));
  return found ? path(found.inputs["network"]) : router;
}

function path(value: unknown): string {
  return relativeName(String(value));
}
