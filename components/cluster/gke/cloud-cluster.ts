import { Cluster, type ClusterArgs as GkeArgs } from "@pulumi/gcp/container/cluster.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { GkeClusterArgs } from "./args.ts";
import type { Foundation } from "./foundation/foundation.ts";
import { goldenPath } from "./golden-path.ts";
import type { GkeSettings } from "./settings.ts";

/** What a cluster says beside the golden path, by who manages its nodes. */
export interface Mode {
  /** See {@link standardMode} and {@link autopilotMode}. */
  readonly nodes: Partial<GkeArgs>;
  /** Whether Google's own Prometheus collects metrics. */
  readonly managedPrometheus: boolean;
}

/** Creates the cluster itself, on the golden path. */
export function createCluster(
  owner: string,
  { project, network }: Pick<GkeClusterArgs, "project" | "network">,
  settings: GkeSettings & { readonly location: string },
  { encryption, before }: Foundation,
  { nodes, managedPrometheus }: Mode,
  opts: CustomResourceOptions,
): Cluster {
  const path = goldenPath({
    ...settings,
    projectId: project.id,
    network,
    secretsKey: encryption?.secretsKey,
    managedPrometheus,
  });
  return new Cluster(
    `${owner}-gke`,
    { ...path, ...nodes },
    {
      ...opts,
      protect: settings.protect,
      dependsOn: [...before],
      ignoreChanges: [
        // With pools it describes the first one, which is gone, and the API answers with another's (source:
        // pulumi-gcp, issue 744); on Autopilot Google changes it as nodes come and go. A difference would
        // replace the cluster.
        "nodeConfig",
        // A count of the same nodes; a difference would replace the cluster.
        "initialNodeCount",
      ],
    },
  );
}

/** Reads a cluster that is there already; nothing about it is said, so nothing of it can change. */
export function readCluster(
  owner: string,
  { project }: Pick<GkeClusterArgs, "project">,
  { clusterName, location }: { readonly clusterName: string; readonly location: string },
  opts: CustomResourceOptions,
): Cluster {
  const id = `projects/${project.id}/locations/${location}/clusters/${clusterName}`;
  return Cluster.get(`${owner}-gke`, id, undefined, opts);
}
