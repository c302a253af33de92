import type { Input } from "@pulumi/pulumi";
import type { ProjectIdentity } from "../../core/google/project.ts";
import type { NetworkRegion } from "../../network/network-region.ts";
import type { ImageRepository } from "../../project/image-repositories.ts";
import type { Maintenance } from "./maintenance.ts";

/** A cluster that is there already and is only read. */
export interface ExistingCluster {
  /** Name in the cloud. */
  readonly clusterName: string;
  /** Region or zone that it lies in. Default: the network's region. */
  readonly location?: string;
  /**
   * Where its Kubernetes API is for pods, as ranges. Default: the nodes' range, which is right for control
   * planes with an address in the nodes' subnet (source: GKE, clusters with Private Service Connect).
   */
  readonly controlPlaneRanges?: readonly string[];
  /** Id of the key for the disks of pods and of pools that are added. Default: Google manages keys. */
  readonly disksKey?: Input<string>;
}

/** What clusters of GKE have in common, whoever manages their nodes. */
export interface GkeClusterArgs {
  /**
   * Name of the cluster and start of all names in the cloud, unique in the project, such as
   * `howlerops-prod`; at most 24 characters, as the nodes' account has 30. Changing it replaces the cluster.
   */
  readonly prefix: string;
  /** Project that the cluster lies in, by id and number. */
  readonly project: ProjectIdentity;
  /** Where nodes, pods and Services get their addresses from. */
  readonly network: NetworkRegion;
  /**
   * A cluster that is there already: it is read, and never created, changed, protected or deleted. Arguments
   * that decide about the cluster itself are refused then. It has to answer on its DNS endpoint. Default
   * none: a cluster is created.
   */
  readonly existing?: ExistingCluster;
  /** How soon new versions come. Default "REGULAR" (source: GKE, golden path). */
  readonly releaseChannel?: "RAPID" | "REGULAR" | "STABLE" | "EXTENDED";
  /** When versions may come. Default: every night from 07:00 to 11:00 UTC. */
  readonly maintenance?: Maintenance;
  /**
   * Who manages the keys of Kubernetes secrets and disks. Default "customer": keys of the project, which
   * stay for ever. "google" suits clusters that are deleted and made again.
   */
  readonly encryptionKeys?: "customer" | "google";
  /** Id of a key ring in the region to put the keys into. Default: a new one. */
  readonly keyRing?: Input<string> | undefined;
  /** Repositories that nodes pull images from, by any name. Default none. */
  readonly imageRepositories?: Readonly<Record<string, ImageRepository>>;
  /** Whether images are admitted by the project's Binary Authorization policy only. Default true. */
  readonly binaryAuthorization?: boolean;
  /**
   * Google group whose nested groups may be named in Kubernetes roles, `gke-security-groups@<domain>`.
   * Default none: it needs the organization's own domain.
   */
  readonly securityGroup?: string;
  /** Whether Backup for GKE may run. Default true. */
  readonly backupAgent?: boolean;
  /** Whether pods may mount Secret Manager's secrets as files. Default false. */
  readonly secretManagerAddon?: boolean;
  /** Whether Cloud Monitoring keeps metrics of API server, scheduler and controllers, at a price. Default false. */
  readonly controlPlaneMetrics?: boolean;
  /**
   * Whether nodes encrypt what pods send each other once more, with keys of their own. Default false: the
   * cloud encrypts between machines as it is, and WireGuard takes up to 15% of the processors and allows at
   * most 500 nodes (source: GKE, inter-node transparent encryption).
   */
  readonly interNodeEncryption?: boolean;
  /** Whether network policies may name hosts (FQDNNetworkPolicy). Default false; it may cost extra. */
  readonly hostNamePolicies?: boolean;
  /** Network tags of all nodes, which firewall rules may name. Default none. */
  readonly networkTags?: readonly string[];
  /** Labels of the cluster and its bill. Default none; `managed-by: strata` is added. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether cluster, pools and keys refuse deletion. Default true. */
  readonly protect?: boolean;
}

/** Arguments that decide about a cluster itself, and so about nothing where it is only read. */
export const DECIDE_ABOUT_CLUSTER = [
  "releaseChannel",
  "maintenance",
  "encryptionKeys",
  "keyRing",
  "binaryAuthorization",
  "securityGroup",
  "backupAgent",
  "secretManagerAddon",
  "controlPlaneMetrics",
  "interNodeEncryption",
  "hostNamePolicies",
  "labels",
] as const satisfies readonly (keyof GkeClusterArgs)[];

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

/*
 * Pools that are kept for some pods, and how those pods find them. Labels and taints of a pool, and the
 * selectors and tolerations of the pods that belong there, come from here alone, so that they match.
 */

/** Whom a pool is kept for, other than pods that ask for GPUs. */
export type Dedication = "system" | "spot";

/** What keeps pods off a node unless they tolerate it. */
export interface Taint {
  readonly value: string;
  readonly effect: "NO_SCHEDULE" | "PREFER_NO_SCHEDULE" | "NO_EXECUTE";
}

/** A node pool of a {@link Cluster}: machines that are alike and come and go with the load. */
export interface NodePoolArgs {
  /** Machine type, such as `e2-medium`. */
  readonly machineType: string;
  /** Nodes that are always there, over all zones together, 0 to 15,000. */
  readonly minNodes: number;
  /** Most nodes, over all zones together; an upgrade adds one more for a while. */
  readonly maxNodes: number;
  /** Whether the cloud may take nodes back at any time, for about a third of the price. Default false. */
  readonly spot?: boolean;
  /**
   * Whom the pool is kept for, by labels and taints that {@link placementOn} answers: "system" for GKE's own
   * pods and the platform's controllers, "spot" for pods that may go at any time. Default: everybody, or, with
   * GPUs, pods that ask for GPUs.
   */
  readonly dedicated?: Dedication;
  /** Size of the boot disk in GiB, 12 to 65,536. Default 50: images and logs, as pods keep their data elsewhere. */
  readonly diskGiB?: number;
  /** Default "pd-balanced" (source: GKE, golden path). */
  readonly diskType?: "pd-standard" | "pd-balanced" | "pd-ssd" | "hyperdisk-balanced";
  /** Most pods on a node, 8 to 256. Default: the cluster's. Changing it replaces the pool. */
  readonly maxPodsPerNode?: number;
  /** Further Kubernetes labels of the nodes. Default none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Further taints by key, such as `{ team: { value: "data", effect: "NO_SCHEDULE" } }`. Default none. */
  readonly taints?: Readonly<Record<string, Taint>>;
  /** GPUs of every node; they keep pods that ask for none off by a taint. Default none. */
  readonly accelerator?: Accelerator;
}

/** GPUs of a node. */
export interface Accelerator {
  /** Kind as Google Cloud names it, such as `nvidia-l4`. */
  readonly type: string;
  /** GPUs of one node, 1 to 16. */
  readonly count: number;
  /** Which driver GKE installs: the one it recommends for the version, or the newest. Default "DEFAULT". */
  readonly driver?: "DEFAULT" | "LATEST";
}

/** Arguments of an {@link AutopilotCluster}: those of a {@link Cluster} without its pools and its place. */
export interface AutopilotClusterArgs extends GkeClusterArgs {}
