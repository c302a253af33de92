import type { Input } from "@pulumi/pulumi";
import type { BootDisk } from "#models/google/machine-types";
import type { ProjectIdentity } from "../../core/google/project.ts";
import type { NetworkRegion } from "../../network/network-region.ts";
import type { ImageRepository } from "../../project/image-repositories.ts";
import type { Maintenance } from "./maintenance.ts";

/** An existing cluster that is only read. */
export interface ExistingCluster {
  /** Name in the cloud. */
  readonly clusterName: string;
  /** Its region or zone. Default: the network's region. */
  readonly location?: string;
  /**
   * Ranges of its Kubernetes API as seen from pods. Default: the nodes' range, which is correct for control planes with
   * an address in the nodes' subnet (source: GKE, clusters with Private Service Connect).
   */
  readonly controlPlaneRanges?: readonly string[];
  /** Id of the key for the disks of pods and of added pools. Default: Google-managed keys. */
  readonly disksKey?: Input<string>;
}

/** Arguments common to all GKE clusters. */
export interface GkeClusterArgs {
  /**
   * Name of the cluster and prefix of all names in the cloud, unique in the project, such as `howlerops-prod`; at most
   * 24 characters, since the nodes' service account has at most 30. Changing it replaces the cluster.
   */
  readonly prefix: string;
  /** Project of the cluster, by id and number. */
  readonly project: ProjectIdentity;
  /** Subnet for the addresses of nodes, pods and Services. */
  readonly network: NetworkRegion;
  /**
   * An existing cluster: it is read, and never created, changed, protected or deleted. Arguments for the cluster itself
   * are then refused. Its DNS endpoint must be enabled. Default none: a cluster is created.
   */
  readonly existing?: ExistingCluster;
  /** Release channel. Default "REGULAR" (source: GKE, golden path). */
  readonly releaseChannel?: "RAPID" | "REGULAR" | "STABLE" | "EXTENDED";
  /** Maintenance window for upgrades. Default: every night from 07:00 to 11:00 UTC. */
  readonly maintenance?: Maintenance;
  /**
   * Who manages the keys of Kubernetes secrets and disks. Default "customer": keys of the project, which can never be
   * deleted. "google" suits clusters that are deleted and recreated.
   */
  readonly encryptionKeys?: "customer" | "google";
  /** Id of a key ring in the region for the keys. Default: a new one. */
  readonly keyRing?: Input<string> | undefined;
  /** Repositories that nodes pull images from, by any name. Default none. */
  readonly imageRepositories?: Readonly<Record<string, ImageRepository>>;
  /** Whether the project's Binary Authorization policy must admit images. Default true. */
  readonly binaryAuthorization?: boolean;
  /**
   * Google group whose nested groups may be used in Kubernetes roles, `gke-security-groups@<domain>`. Default none: it
   * requires the organization's domain.
   */
  readonly securityGroup?: string;
  /**
   * Whether the control plane's DNS endpoint also takes tokens of Kubernetes service accounts, such as those of a
   * delivery tool outside Google Cloud. Default false: only Google identities, so that a leaked token is of no use.
   */
  readonly kubernetesTokens?: boolean;
  /** Whether Backup for GKE may run. Default true. */
  readonly backupAgent?: boolean;
  /** Whether pods may mount Secret Manager's secrets as files. Default false. */
  readonly secretManagerAddon?: boolean;
  /** Whether Cloud Monitoring collects metrics of API server, scheduler and controllers, at a cost. Default false. */
  readonly controlPlaneMetrics?: boolean;
  /**
   * Whether nodes additionally encrypt traffic between pods with WireGuard. Default false: the cloud already encrypts
   * traffic between machines, and WireGuard takes up to 15% of the processors and allows at most 500 nodes (source:
   * GKE, inter-node transparent encryption).
   */
  readonly interNodeEncryption?: boolean;
  /** Whether network policies may match host names (FQDNNetworkPolicy). Default false; it may cost extra. */
  readonly hostNamePolicies?: boolean;
  /** Network tags of all nodes, for use in firewall rules. Default none. */
  readonly networkTags?: readonly string[];
  /** Labels of the cluster, also for cost allocation. Default none; `managed-by: strata` is added. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether cluster, pools and keys refuse deletion. Default true. */
  readonly protect?: boolean;
}

/** Arguments for the cluster itself, which have no effect if it is only read. */
export const DECIDE_ABOUT_CLUSTER = [
  "releaseChannel",
  "maintenance",
  "encryptionKeys",
  "keyRing",
  "binaryAuthorization",
  "securityGroup",
  "kubernetesTokens",
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
   * Whether the control plane and the nodes are spread across the zones of the region. Default "regional"; "zonal"
   * loses the cluster with its zone. Changing it replaces the cluster. Refused with `existing`.
   */
  readonly availability?: "regional" | "zonal";
  /** Zone of a zonal cluster. Default: the region's zone b. Refused with `existing`. */
  readonly zone?: string;
  /**
   * Zones of the nodes of a regional cluster, such as `us-central1-a`, for components that need to know them, such as a
   * load balancer. Default: three that GKE chooses. Refused with `existing`, or if availability is "zonal".
   */
  readonly nodeZones?: readonly string[];
  /**
   * Pools by name. At least one must always have a node for system pods: one without taints, or one dedicated to the
   * system. With `existing` they are added to the existing pools, and default to none.
   */
  readonly nodePools?: Readonly<Record<string, NodePoolArgs>>;
  /**
   * Default maximum number of pods per node, 8 to 256. Default 48 (source: GKE, golden path). Changing it replaces the
   * cluster.
   */
  readonly maxPodsPerNode?: number;
}

/*
 * Pools dedicated to some pods. The labels and taints of a pool, and the selectors and tolerations of its pods, are
 * defined only here, so that they match.
 */

/** What a pool is dedicated to, other than pods that request GPUs. */
export type Dedication = "system" | "spot";

/** A taint, which repels pods that do not tolerate it. */
export interface Taint {
  readonly value: string;
  readonly effect: "NO_SCHEDULE" | "PREFER_NO_SCHEDULE" | "NO_EXECUTE";
}

/** A node pool of a {@link Cluster}: identical machines that scale with the load. */
export interface NodePoolArgs {
  /** Machine type, such as `e2-medium`. */
  readonly machineType: string;
  /** Minimum number of nodes, across all zones together, 0 to 15,000. */
  readonly minNodes: number;
  /** Maximum number of nodes, across all zones together; an upgrade temporarily adds one more. */
  readonly maxNodes: number;
  /**
   * Whether nodes are spot machines, which the cloud may reclaim at any time, for about a third of the price. Default
   * false.
   */
  readonly spot?: boolean;
  /**
   * What the pool is dedicated to, by labels and taints that match {@link placementOn}: "system" for GKE's pods and the
   * platform's controllers, "spot" for pods that may be evicted at any time. Default: any pod, or, with GPUs, pods that
   * request GPUs.
   */
  readonly dedicated?: Dedication;
  /** Size of the boot disk in GiB, 12 to 65,536. Default 50: images and logs, since pods store their data elsewhere. */
  readonly diskGiB?: number;
  /**
   * Default "pd-balanced" (source: GKE, golden path), or "hyperdisk-balanced" for series that take no Persistent Disk,
   * such as N4 and C4A. A type that the machine's series does not take is refused.
   */
  readonly diskType?: BootDisk;
  /** Maximum number of pods per node, 8 to 256. Default: the cluster's. Changing it replaces the pool. */
  readonly maxPodsPerNode?: number;
  /** Additional Kubernetes labels of the nodes. Default none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Additional taints by key, such as `{ team: { value: "data", effect: "NO_SCHEDULE" } }`. Default none. */
  readonly taints?: Readonly<Record<string, Taint>>;
  /** GPUs of every node; a taint repels pods that request none. Default none. */
  readonly accelerator?: Accelerator;
}

/** GPUs of a node. */
export interface Accelerator {
  /** Type of accelerator in Google Cloud, such as `nvidia-l4`. */
  readonly type: string;
  /** GPUs of one node, 1 to 16. */
  readonly count: number;
  /** Which driver GKE installs: the one it recommends for the version, or the newest. Default "DEFAULT". */
  readonly driver?: "DEFAULT" | "LATEST";
}

/** Arguments of an {@link AutopilotCluster}: those of a {@link Cluster} without its pools and its location. */
export interface AutopilotClusterArgs extends GkeClusterArgs {}
