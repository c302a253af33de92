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
