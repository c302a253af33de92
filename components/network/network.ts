import type { Firewall } from "@pulumi/gcp/compute/firewall.js";
import { Network as Vpc } from "@pulumi/gcp/compute/network.js";
import type { ComponentResourceOptions, CustomResourceOptions, Output } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { NetworkRegion } from "./network-region.ts";
import type { NetworkArgs } from "./vpc/args.ts";
import { readPrivateServices, readRegion } from "./vpc/existing.ts";
import { createHealthCheckAllowance, createIngressDenial } from "./vpc/firewalls.ts";
import {
  createPrivateServices,
  type PrivateServices,
  type PrivateServicesResources,
} from "./vpc/private-services.ts";
import { createRegion, type RegionResources } from "./vpc/region.ts";
import type { ServiceConnections, ServiceConnectionsResources } from "./vpc/service-connections.ts";
import { createServiceConnections } from "./vpc/service-connections.ts";
import { type NetworkSettings, networkFacts, networkWithDefaults } from "./vpc/settings.ts";

export type { AddressPlanArgs, RegionSlot } from "./addresses/address-plan.ts";
export type { NetworkRegion } from "./network-region.ts";
export type { NetworkArgs, NetworkRegionArgs } from "./vpc/args.ts";
export type { EgressAddresses, EgressAddressState } from "./vpc/egress.ts";
export type { ExistingNetwork, ExistingSubnetwork } from "./vpc/existing.ts";
export type { PrivateServices, PrivateServicesResources } from "./vpc/private-services.ts";
export type { RegionResources } from "./vpc/region.ts";
export type {
  ServiceClass,
  ServiceConnectionArgs,
  ServiceConnections,
  ServiceConnectionsArgs,
  ServiceConnectionsResources,
} from "./vpc/service-connections.ts";

/**
 * A private network: a VPC with a subnet, a router and a NAT in every region, flow logs, Private Google Access, and no
 * ingress except by explicit rules. Machines in it have no public address.
 *
 * @public
 */
export class Network extends Component {
  /** Regions by the keys of the argument. */
  readonly regions: Readonly<Record<string, NetworkRegion>>;
  /** Id of the VPC. */
  readonly networkId: Output<string>;
  /** The range of managed services and their dependencies; undefined unless requested. */
  readonly privateServices: PrivateServices | undefined;
  /** Endpoints of managed services by region; empty unless requested. */
  readonly serviceConnections: Readonly<Record<string, ServiceConnections>>;
  readonly resources: {
    readonly network: Vpc;
    readonly regions: Readonly<Record<string, RegionResources>>;
    readonly firewalls: Readonly<Record<string, Firewall>>;
    readonly privateServices: PrivateServicesResources | undefined;
    readonly serviceConnections: Readonly<Record<string, ServiceConnectionsResources>>;
  };

  constructor(name: string, args: NetworkArgs, opts?: ComponentResourceOptions) {
    const settings = networkWithDefaults(argumentsOf("Network", name, args), args);
    super("network", "Network", name, settings, opts);

    const { prefix, protect, existing, plan, healthCheckPorts, serviceConnections } = settings;
    const child = { parent: this };
    const network = existing
      ? Vpc.get(`${name}-vpc`, existing.networkId, undefined, child)
      : createVpc(name, settings, child);
    const context = { prefix, network: network.id };
    const firewalls: Record<string, Firewall> = existing
      ? {}
      : { "deny-ingress": createIngressDenial(name, context, undefined, child) };
    const regions: Record<string, NetworkRegion> = {};
    const regionNodes: Record<string, RegionResources> = {};
    const connections: Record<string, ServiceConnections> = {};
    const connectionNodes: Record<string, ServiceConnectionsResources> = {};
    for (const [key, { region = key, drained = false, existing: stated, egressAddresses }] of Object.entries(
      settings.regions,
    )) {
      const addresses = plan.regions[key];
      if (existing && stated) {
        const place = { key, region, network: existing.networkId, drained };
        const read = readRegion(name, place, stated, child);
        regions[key] = read.region;
        regionNodes[key] = read.nodes;
      } else if (addresses) {
        const shared = existing !== undefined;
        const { flowLogSampling } = settings;
        const place = {
          ...context,
          key,
          region,
          addresses,
          drained,
          flowLogSampling,
          shared,
          protect,
          egressAddresses,
        };
        const created = createRegion(name, place, child);
        regions[key] = created.region;
        regionNodes[key] = created.nodes;
        if (shared) {
          firewalls[`deny-ingress-${key}`] = createIngressDenial(name, context, { key, addresses }, child);
        }
        if (healthCheckPorts.length > 0) {
          const rule = createHealthCheckAllowance(
            name,
            { ...context, ports: healthCheckPorts },
            { key, addresses },
            child,
          );
          firewalls[`health-checks-${key}`] = rule;
        }
        if (serviceConnections.length > 0) {
          const connected = createServiceConnections(name, serviceConnections, place, child);
          connections[key] = connected.connections;
          connectionNodes[key] = connected.nodes;
        }
      }
    }
    const services = createOrReadPrivateServices(name, network, settings, child);

    this.networkId = network.id;
    this.regions = regions;
    this.privateServices = services?.privateServices;
    this.serviceConnections = connections;
    this.resources = {
      network,
      regions: regionNodes,
      firewalls,
      privateServices: services?.nodes,
      serviceConnections: connectionNodes,
    };
    const egressAddresses = egressAddressesOf(regions);
    this.publish({
      facts: networkFacts(settings, regions),
      ...(Object.keys(egressAddresses).length > 0 ? { outputs: { egressAddresses } } : {}),
    });
  }
}

/** Fixed addresses by the key of the region that has some. */
function egressAddressesOf(
  regions: Readonly<Record<string, NetworkRegion>>,
): Record<string, Output<string[]>> {
  return Object.fromEntries(
    Object.entries(regions).flatMap(([key, { egressAddresses }]) =>
      egressAddresses ? [[key, egressAddresses] as const] : [],
    ),
  );
}

function createVpc(owner: string, { prefix, protect }: NetworkSettings, opts: CustomResourceOptions): Vpc {
  return new Vpc(
    `${owner}-vpc`,
    {
      name: prefix,
      autoCreateSubnetworks: false,
      // Global routes allow a load balancer or a peer in one region to reach subnets in another.
      routingMode: "GLOBAL",
      deletionPolicy: protect ? "PREVENT" : "DELETE",
    },
    { ...opts, protect },
  );
}

/** Creates the range of managed services, or reads an existing network's. */
function createOrReadPrivateServices(
  owner: string,
  { id: network }: Vpc,
  { existing, privateServices, prefix, plan, protect }: NetworkSettings,
  opts: CustomResourceOptions,
) {
  if (existing) {
    const stated = existing.privateServices;
    return stated && readPrivateServices(owner, existing.networkId, stated, opts);
  }
  return privateServices
    ? createPrivateServices(owner, { prefix, network, cidr: plan.privateServices, protect }, opts)
    : undefined;
}
