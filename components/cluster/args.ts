import type { GkeClusterArgs } from "./gke/args.ts";
import type { NodePoolArgs } from "./nodes/args.ts";

/** Arguments of a {@link Cluster}. */
export interface ClusterArgs extends GkeClusterArgs {
  /**
   * Whether the control plane and the nodes are spread over the zones of the region. Default "regional";
   * "zonal" loses the cluster with its zone. Changing it replaces the cluster. Refused with `existing`.
   */
  readonly availability?: "regional" | "zonal";
  /** Zone of a zonal cluster. Default: the region's zone b. Refused with `existing`. */
  readonly zone?: string;
  /**
   * Zones of the nodes of a regional cluster, such as `us-central1-a`, for whoever has to name them, such as a
   * load balancer. Default: three that GKE chooses. Refused with `existing`, or where availability is "zonal".
   */
  readonly nodeZones?: readonly string[];
  /**
   * Pools by name. At least one must always have a node that the system's own pods may run on: one without
   * taints, or one that is dedicated to the system. With `existing` these are added to the pools that are
   * there; default none then.
   */
  readonly nodePools?: Readonly<Record<string, NodePoolArgs>>;
  /**
   * Most pods on a node where a pool says nothing else, 8 to 256. Default 48 (source: GKE, golden path).
   * Changing it replaces the cluster.
   */
  readonly maxPodsPerNode?: number;
}
