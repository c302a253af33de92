import type { AddressPlanArgs, RegionSlot } from "../addresses/address-plan.ts";
import type { EgressAddresses } from "./egress.ts";
import type { ExistingNetwork, ExistingSubnetwork } from "./existing.ts";
import type { ServiceConnectionsArgs } from "./service-connections.ts";

/** A region of a {@link Network}. */
export interface NetworkRegionArgs extends RegionSlot {
  /** Whether load balancers route external traffic to other regions. Default false; nothing is deleted. */
  readonly drained?: boolean;
  /**
   * Fixed public addresses of everything that leaves the region, by keys of your choice, for partners to allow-list. One
   * that is "draining" keeps its connections and takes no new ones: an update before its key is removed. It must have
   * been active before. Default none: Google chooses addresses, which may change. Refused with `existing`.
   */
  readonly egressAddresses?: EgressAddresses;
  /**
   * A subnet of an existing network, which is read instead of created; a slot is then refused. Default none: subnet,
   * router and NAT are created.
   */
  readonly existing?: ExistingSubnetwork;
}

/** Arguments of a {@link Network}. */
export interface NetworkArgs {
  /**
   * Prefix of all names in the cloud, unique in the project, such as `howlerops-prod`. Names have at most 63 characters
   * including suffixes. Changing it replaces everything.
   */
  readonly prefix: string;
  /**
   * Regions by key; a key that is a region's name needs no settings. Adding or removing one does not affect the others.
   */
  readonly regions: Readonly<Record<string, NetworkRegionArgs>>;
  /**
   * An existing VPC: it is read, and never created, changed, protected or deleted. Regions get subnets in it, or name
   * existing subnets. `privateServices` is then refused, since a network has only one such connection. Default none: a
   * VPC is created.
   */
  readonly existing?: ExistingNetwork;
  /** Address plan. Default: /14 blocks of 10.0.0.0/8. */
  readonly addresses?: AddressPlanArgs;
  /**
   * Whether Google's managed services (Cloud SQL) may get addresses in the network, through Private Service Access.
   * Default false; the range is reserved either way.
   */
  readonly privateServices?: boolean;
  /**
   * Managed services that may create endpoints in dedicated subnets of the regions, through Private Service Connect:
   * `google-cloud-sql`, `gcp-memorystore`. Default none; the ranges are reserved either way.
   */
  readonly serviceConnections?: ServiceConnectionsArgs;
  /**
   * TCP ports, 1 to 65535, on which Google's health checks and global load balancers reach nodes and pods directly.
   * Default none: load balancers of Kubernetes Services open their ports themselves.
   */
  readonly healthCheckPorts?: readonly number[];
  /** Share of connections in the flow logs, above 0 up to 1. Default 0.5 (source: VPC Flow Logs). */
  readonly flowLogSampling?: number;
  /** Whether the created network, subnets and managed services' range refuse deletion. Default true. */
  readonly protect?: boolean;
}
