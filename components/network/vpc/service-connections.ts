import type { Subnetwork } from "@pulumi/gcp/compute/subnetwork.js";
import { ServiceConnectionPolicy } from "@pulumi/gcp/networkconnectivity/serviceConnectionPolicy.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { parseCidr, sizeOf } from "#models/addresses/cidr";
import type { ArgumentChecks } from "../../core/arguments.ts";
import type { CidrPeer } from "../../core/link.ts";
import { createSubnetwork, type RegionSettings } from "./region.ts";

/** Managed services that connect automatically. Source: VPC, about service connectivity automation. */
export const SERVICE_CLASSES = ["google-cloud-sql", "gcp-memorystore"] as const;
export type ServiceClass = (typeof SERVICE_CLASSES)[number];

/** Limits of a managed service in a network. */
export interface ServiceConnectionArgs {
  /** Maximum number of endpoints in a region, 1 to 1000. Default 16; an instance of Valkey takes two. */
  readonly limit?: number;
}

/** Managed services by their class. */
export type ServiceConnectionsArgs = { readonly [service in ServiceClass]?: ServiceConnectionArgs };

/** The endpoints of managed services in a region, for their clients. */
export interface ServiceConnections {
  /** Range of the endpoints, known at plan time. */
  readonly cidr: string;
  /** Peer of connections: the range, not an endpoint's address. */
  readonly peer: CidrPeer;
  /** Dependencies of an instance, by the service's class; without them the cloud refuses to connect it. */
  readonly policies: Readonly<Partial<Record<ServiceClass, ServiceConnectionPolicy>>>;
}

export interface ServiceConnectionsResources {
  readonly subnetwork: Subnetwork;
  readonly policies: ServiceConnections["policies"];
}

const DEFAULT_LIMIT = 16;
/** Addresses of a subnet that are unavailable to endpoints. Source: VPC, unusable addresses in IPv4 subnet ranges. */
const UNUSABLE = 4;

/** The services with defaults, in the order of their classes. */
export type ServiceConnectionsSettings = readonly (readonly [ServiceClass, { readonly limit: number }])[];

export function serviceConnectionsWithDefaults(
  checks: ArgumentChecks,
  given: ServiceConnectionsArgs,
): ServiceConnectionsSettings {
  for (const service of Object.keys(given)) {
    checks.oneOf<string>("serviceConnections key", service, SERVICE_CLASSES);
  }
  return SERVICE_CLASSES.flatMap((service) => {
    const args = given[service];
    checks.whole(`serviceConnections["${service}"].limit`, args?.limit, 1, 1000, "endpoints in a region");
    return args ? [[service, { limit: args.limit ?? DEFAULT_LIMIT }] as const] : [];
  });
}

/** Fails if a region's range is too small for all endpoints that its services may have. */
export function checkEndpoints(
  checks: ArgumentChecks,
  services: ServiceConnectionsSettings,
  endpoints: string,
): void {
  const asked = services.reduce((sum, [, { limit }]) => sum + limit, 0);
  const room = sizeOf(parseCidr(endpoints) ?? { first: 0, prefix: 32 }) - UNUSABLE;
  checks.that(asked <= room, "serviceConnections", `${asked} endpoints`, `at most ${room} in ${endpoints}`);
}

/**
 * Allows managed services to create endpoints in a region of the network, through Private Service Connect: unlike with
 * Private Service Access, each instance has addresses in a subnet that is routed like any other.
 */
export function createServiceConnections(
  owner: string,
  services: ServiceConnectionsSettings,
  settings: RegionSettings,
  opts: CustomResourceOptions,
): { connections: ServiceConnections; nodes: ServiceConnectionsResources } {
  const { key, region, network, prefix, addresses } = settings;
  const cidr = addresses.endpoints;
  // A dedicated subnet, so that nothing else uses the addresses reserved for endpoints.
  const subnetwork = createSubnetwork(
    `${owner}-endpoints-${key}`,
    { name: `${prefix}-endpoints-${key}`, network, region, ipCidrRange: cidr },
    settings,
    opts,
  );
  const policies: Partial<Record<ServiceClass, ServiceConnectionPolicy>> = {};
  for (const [service, { limit }] of services) {
    policies[service] = new ServiceConnectionPolicy(
      `${owner}-${service}-${key}`,
      {
        name: `${prefix}-${service}-${key}`,
        location: region,
        network,
        serviceClass: service,
        pscConfig: { subnetworks: [subnetwork.id], limit: String(limit) },
      },
      opts,
    );
  }
  return {
    connections: { cidr, peer: { kind: "cidr", ranges: [cidr] }, policies },
    nodes: { subnetwork, policies },
  };
}
