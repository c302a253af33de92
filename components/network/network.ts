import type { Firewall } from "@pulumi/gcp/compute/firewall.js";
import { Network as Vpc } from "@pulumi/gcp/compute/network.js";
import type { ComponentResourceOptions, CustomResourceOptions, Output } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { AddressPlanArgs, RegionSlot } from "./addresses/address-plan.ts";
import type { NetworkRegion } from "./network-region.ts";
import {
  type ExistingNetwork,
  type ExistingSubnetwork,
  readPrivateServices,
  readRegion,
} from "./vpc/existing.ts";
import { allowHealthChecks, denyIngress } from "./vpc/firewalls.ts";
import {
  createPrivateServices,
  type PrivateServices,
  type PrivateServicesResources,
} from "./vpc/private-services.ts";
import { createRegion, type RegionResources } from "./vpc/region.ts";
import {
  createServiceConnections,
  type ServiceConnections,
  type ServiceConnectionsArgs,
  type ServiceConnectionsResources,
} from "./vpc/service-connections.ts";
import { type NetworkSettings, networkWithDefaults, summaryOf } from "./vpc/settings.ts";

/** A region of a {@link Network}. */
export interface NetworkRegionArgs extends RegionSlot {
  /** Whether balancers lead traffic from outside to other regions. Default false; nothing is taken down. */
  readonly drained?: boolean;
  /**
   * A subnet of an existing network to read, in place of one to create; a slot is refused then. Default none:
   * subnet, router and NAT are created.
   */
  readonly existing?: ExistingSubnetwork;
}

/** Arguments of a {@link Network}. */
export interface NetworkArgs {
  /**
   * Start of all names in the cloud, unique in the project, such as `howlerops-prod`. Names are at most 63
   * characters with what is added. Changing it replaces everything.
   */
  readonly prefix: string;
  /** Regions by key; a key that is a region's name needs nothing more. Adding or removing one leaves the others alone. */
  readonly regions: Readonly<Record<string, NetworkRegionArgs>>;
  /**
   * A VPC that is there already: it is read, and never created, changed, protected or deleted. Regions get
   * subnets in it, or name subnets that exist. `privateServices` is refused then, since a network has one such
   * connection. Default none: a VPC is created.
   */
  readonly existing?: ExistingNetwork;
  /** Where addresses come from. Default: blocks of /14 out of 10.0.0.0/8. */
  readonly addresses?: AddressPlanArgs;
  /**
   * Whether Google's managed services (Cloud SQL) may be given addresses in the network, over Private
   * Service Access. Default false; the range is kept free either way.
   */
  readonly privateServices?: boolean;
  /**
   * Managed services that may put endpoints into the regions' own subnets for it, by Private Service Connect:
   * `google-cloud-sql`, `gcp-memorystore`. Default none; the ranges are kept free either way.
   */
  readonly serviceConnections?: ServiceConnectionsArgs;
  /**
   * TCP ports, 1 to 65535, that Google's health checks and global load balancers reach on nodes and pods
   * directly. Default none: load balancers of Kubernetes Services open what they need themselves.
   */
  readonly healthCheckPorts?: readonly number[];
  /** Share of connections in the flow logs, above 0 up to 1. Default 0.5 (source: VPC Flow Logs). */
  readonly flowLogSampling?: number;
  /** Whether network, subnets and the managed services' range refuse deletion, as far as they are created. Default true. */
  readonly protect?: boolean;
}

/**
 * A private network: a VPC with a subnet, a router and a NAT in every region, flow logs, Private Google
 * Access, and no way in except what a rule names. Machines in it have no public address.
 *
 * @public
 */
export class Network extends Component {
  /** Regions by the keys of the argument. */
  readonly regions: Readonly<Record<string, NetworkRegion>>;
  /** Id of the VPC. */
  readonly networkId: Output<string>;
  /** The range of managed services and what they wait for; undefined unless asked for. */
  readonly privateServices: PrivateServices | undefined;
  /** Endpoints of managed services by region; empty unless asked for. */
  readonly serviceConnections: Readonly<Record<string, ServiceConnections>>;
  readonly resources: {
    readonly network: Vpc;
    readonly regions: Readonly<Record<string, RegionResources>>;
    readonly firewalls: Readonly<Record<string, Firewall>>;
    readonly privateServices: PrivateServicesResources | undefined;
    readonly serviceConnections: Readonly<Record<string, ServiceConnectionsResources>>;
  };

  constructor(name: string, args: NetworkArgs, opts?: ComponentResourceOptions) {
    const settings = networkWithDefaults(args, argumentsOf("Network", name));
    super("network", "Network", name, settings, opts);

    const { prefix, protect, existing, plan, healthCheckPorts, serviceConnections } = settings;
    const child = { parent: this };
    const network = existing
      ? Vpc.get(`${name}-vpc`, existing.networkId, undefined, child)
      : createVpc(name, settings, child);
    const context = { owner: name, prefix, network: network.id };
    const firewalls: Record<string, Firewall> = existing
      ? {}
      : { "deny-ingress": denyIngress(context, undefined, child) };
    const regions: Record<string, NetworkRegion> = {};
    const regionNodes: Record<string, RegionResources> = {};
    const connections: Record<string, ServiceConnections> = {};
    const connectionNodes: Record<string, ServiceConnectionsResources> = {};
    for (const [key, { region = key, drained = false, existing: stated }] of Object.entries(
      settings.regions,
    )) {
      const addresses = plan.regions[key];
      if (existing && stated) {
        const place = { owner: name, key, region, network: existing.networkId, drained };
        const read = readRegion(place, stated, child);
        regions[key] = read.region;
        regionNodes[key] = read.nodes;
      } else if (addresses) {
        const shared = existing !== undefined;
        const { flowLogSampling } = settings;
        const place = { ...context, key, region, addresses, drained, flowLogSampling, shared, protect };
        const created = createRegion(place, child);
        regions[key] = created.region;
        regionNodes[key] = created.nodes;
        if (shared) {
          firewalls[`deny-ingress-${key}`] = denyIngress(context, { key, addresses }, child);
        }
        if (healthCheckPorts.length > 0) {
          const rule = allowHealthChecks(context, { key, addresses }, healthCheckPorts, child);
          firewalls[`health-checks-${key}`] = rule;
        }
        if (serviceConnections.length > 0) {
          const connected = createServiceConnections(serviceConnections, place, child);
          connections[key] = connected.connections;
          connectionNodes[key] = connected.nodes;
        }
      }
    }
    const services = privateServicesOf(name, network, settings, child);

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
    this.publish({ summary: summaryOf(settings, Object.values(regions)) });
  }
}

function createVpc(owner: string, { prefix, protect }: NetworkSettings, opts: CustomResourceOptions): Vpc {
  return new Vpc(
    `${owner}-vpc`,
    {
      name: prefix,
      autoCreateSubnetworks: false,
      // Global routes let a balancer or a peer in one region reach subnets in another.
      routingMode: "GLOBAL",
      deletionPolicy: protect ? "PREVENT" : "DELETE",
    },
    { ...opts, protect },
  );
}

function privateServicesOf(
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
    ? createPrivateServices({ owner, prefix, network, cidr: plan.privateServices, protect }, opts)
    : undefined;
}
