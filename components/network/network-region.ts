import type { Input, Output, Resource } from "@pulumi/pulumi";

/** One region of a network, as clusters and load balancers take it. */
export interface NetworkRegion {
  /** Region, such as `us-central1`. */
  readonly region: string;
  /** Id of the VPC. */
  readonly network: Input<string>;
  /** Id of the subnet. */
  readonly subnetwork: Input<string>;
  /** Name of the subnet's secondary range for pods. */
  readonly podsRange: string;
  /** Name of the subnet's secondary range for Services. */
  readonly servicesRange: string;
  readonly nodesCidr: string;
  readonly podsCidr: string;
  readonly servicesCidr: string;
  /** Whether external traffic is routed to other regions; workloads here keep running. */
  readonly drained: boolean;
  /** Resources required for egress from the region: its NAT. Default none. */
  readonly egress?: readonly Resource[];
  /** Fixed addresses from which connections to the internet come; undefined if they may change. */
  readonly egressAddresses?: Output<string[]>;
}
