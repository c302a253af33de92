import { Cluster, type ClusterArgs as GkeArgs } from "@pulumi/gcp/container/cluster.js";
import type { Provider } from "@pulumi/kubernetes/provider.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { ignoring } from "../../core/ignored-changes.ts";
import { NODE_SCOPES, type NodeConfig } from "../nodes/node-pools.ts";
import type { GkeClusterArgs } from "./args.ts";
import type { Encryption, Foundation, NodeIdentity } from "./foundation.ts";
import { goldenPath } from "./golden-path.ts";
import type { PlacedSettings } from "./settings.ts";

/** The children of every cluster. */
export interface GkeClusterResources {
  readonly cluster: Cluster;
  /** Undefined for an existing cluster without added nodes. */
  readonly identity: NodeIdentity | undefined;
  /** Undefined for an existing cluster, and if Google manages keys. */
  readonly encryption: Encryption["resources"] | undefined;
  readonly provider: Provider;
}

/** A cluster, created or read, and its prerequisites. */
export interface GkeClusterParts {
  readonly cluster: Cluster;
  /** Undefined for an existing cluster without added nodes. */
  readonly foundation: Foundation | undefined;
}

/** The children of every cluster, by name. */
export function resourcesOf(
  { cluster, foundation }: GkeClusterParts,
  { provider }: Pick<GkeClusterResources, "provider">,
): GkeClusterResources {
  const { identity, encryption } = foundation ?? {};
  return { cluster, identity, encryption: encryption?.resources, provider };
}

/** Inputs of a cluster. */
export interface GkeClusterSource {
  readonly args: Pick<GkeClusterArgs, "project" | "network">;
  readonly settings: PlacedSettings;
  readonly foundation: Foundation;
  /** See {@link standardMode} and {@link autopilotMode}. */
  readonly mode: Mode;
}

/** Creates the cluster itself, on the golden path. */
export function createGkeCluster(
  owner: string,
  { args, settings, foundation, mode }: GkeClusterSource,
  opts: CustomResourceOptions,
): Cluster {
  const path = goldenPath({
    ...settings,
    projectId: args.project.id,
    network: args.network,
    secretsKey: foundation.encryption?.secretsKey,
    managedPrometheus: mode.managedPrometheus,
  });
  return new Cluster(
    `${owner}-gke`,
    { ...path, ...mode.nodes },
    {
      ...opts,
      protect: settings.protect,
      dependsOn: [...foundation.before],
      ...ignoring(
        {
          path: "nodeConfig",
          because:
            "with pools it describes the first one, which no longer exists, and the API returns another's (source: pulumi-gcp, issue 744); on Autopilot Google changes it with the nodes; a difference would replace the cluster",
        },
        {
          path: "initialNodeCount",
          because: "counts the same nodes; a difference would replace the cluster",
        },
      ),
    },
  );
}

/** Reads an existing cluster; no property is set, so none can change. */
export function readGkeCluster(
  owner: string,
  { project }: Pick<GkeClusterArgs, "project">,
  { clusterName, location }: Pick<PlacedSettings, "clusterName" | "location">,
  opts: CustomResourceOptions,
): Cluster {
  const id = `projects/${project.id}/locations/${location}/clusters/${clusterName}`;
  return Cluster.get(`${owner}-gke`, id, undefined, opts);
}

/** Settings of a cluster besides the golden path, by mode. */
export interface Mode {
  readonly nodes: Partial<GkeArgs>;
  /** Whether Google's Prometheus collects metrics. */
  readonly managedPrometheus: boolean;
}

/** Settings for all pools. */
export interface StandardSettings {
  readonly maxPodsPerNode: number;
  /** Default: zones that GKE chooses. */
  readonly nodeZones: readonly string[] | undefined;
}

/** A cluster's settings for self-managed nodes; CIS GKE 1.9.0 as in the golden path. */
export function standardMode(nodeConfig: NodeConfig, { maxPodsPerNode, nodeZones }: StandardSettings): Mode {
  return {
    nodes: {
      defaultMaxPodsPerNode: maxPodsPerNode,
      enableIntranodeVisibility: true, // 5.6.1
      enableShieldedNodes: true, // 5.5.5
      dnsConfig: { clusterDns: "CLOUD_DNS", clusterDnsScope: "CLUSTER_SCOPE" },
      serviceExternalIpsConfig: { enabled: false },
      // Pools are declared; none is auto-provisioned with other defaults.
      clusterAutoscaling: { enabled: false, autoscalingProfile: "OPTIMIZE_UTILIZATION" },
      ...bootstrapPool(nodeConfig),
      ...(nodeZones ? { nodeLocations: [...nodeZones] } : {}),
    },
    // The Prometheus in the cluster collects; a second collector would double the cost.
    managedPrometheus: false,
  };
}

/**
 * The cloud cannot create a cluster without nodes, so an initial pool boots and is removed at once. Even those nodes
 * are hardened, and do not depend on the default service account, which organizations disable.
 */
function bootstrapPool(nodeConfig: NodeConfig) {
  return {
    removeDefaultNodePool: true,
    initialNodeCount: 1,
    nodeConfig,
    nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "FALSE" } },
  } satisfies Partial<GkeArgs>;
}

/**
 * A cluster's settings for Google-managed nodes. Shielded nodes, Container-Optimized OS, intranode visibility, repairs,
 * upgrades, Cloud DNS with the node's cache and the pods per node are fixed by Autopilot; the provider refuses them as
 * arguments beside `enableAutopilot` (source: terraform-provider-google, container_cluster; GKE, Autopilot and Standard
 * feature comparison).
 */
export function autopilotMode(
  { identity, disksKey }: Pick<Foundation, "identity" | "disksKey">,
  networkTags: readonly string[],
): Mode {
  return {
    nodes: {
      enableAutopilot: true,
      clusterAutoscaling: {
        autoProvisioningDefaults: {
          serviceAccount: identity.account.email, // 5.2.1
          oauthScopes: [...NODE_SCOPES],
          ...(disksKey === undefined ? {} : { bootDiskKmsKey: disksKey }), // 5.9.2
        },
      },
      nodePoolAutoConfig: {
        nodeKubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" },
        ...(networkTags.length > 0 ? { networkTags: { tags: [...networkTags] } } : {}),
      },
    },
    // It cannot be turned off, and the API refuses an attempt.
    managedPrometheus: true,
  };
}
