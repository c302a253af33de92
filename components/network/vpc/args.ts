import type { AddressPlanArgs, RegionSlot } from "../addresses/address-plan.ts";
import type { ExistingNetwork, ExistingSubnetwork } from "./existing.ts";
import type { ServiceConnectionsArgs } from "./service-connections.ts";

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
