import type { GkeCluster } from "./gke/gke-cluster.ts";

/**
 * A cluster as everything above takes it, whoever manages its nodes and whether it is created or read: what
 * {@link Cluster} and {@link AutopilotCluster} have in common.
 *
 * @public
 */
export type KubernetesCluster = Pick<
  GkeCluster,
  | "provider"
  | "kubeconfig"
  | "clusterName"
  | "clusterId"
  | "location"
  | "controlPlaneRanges"
  | "project"
  | "workloadPool"
  | "disksKey"
  | "identity"
>;
