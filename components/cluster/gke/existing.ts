import { Cluster as GkeCluster } from "@pulumi/gcp/container/cluster.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";

/** Reads a cluster that is there already; nothing about it is said, so nothing of it can change. */
export function readCluster(
  owner: string,
  { projectId, location, clusterName }: { projectId: string; location: string; clusterName: string },
  opts: CustomResourceOptions,
): GkeCluster {
  const id = `projects/${projectId}/locations/${location}/clusters/${clusterName}`;
  return GkeCluster.get(`${owner}-gke`, id, undefined, opts);
}
