import { Cluster, type ClusterArgs as GkeArgs } from "@pulumi/gcp/container/cluster.js";
import type { Provider } from "@pulumi/kubernetes/provider.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { NODE_SCOPES, type NodeConfig } from "../nodes/node-pools.ts";
import type { GkeClusterArgs } from "./args.ts";
import type { Encryption, Foundation, NodeIdentity } from "./foundation.ts";
import { goldenPath } from "./golden-path.ts";
import type { PlacedSettings } from "./settings.ts";

/** The children of every cluster. */
export interface GkeClusterResources {
  readonly cluster: Cluster;
  /** Undefined for an existing cluster that gets no nodes from here. */
  readonly identity: NodeIdentity | undefined;
  /** Undefined for an existing cluster, and where Google manages keys. */
  readonly encryption: Encryption["resources"] | undefined;
  readonly provider: Provider;
}

/** A cluster, created or read, and what it stands on. */
export interface GkeClusterParts {
  readonly cluster: Cluster;
  /** Undefined for an existing cluster that gets no nodes from here. */
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

/** What a cluster is made from. */
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
export function readGkeCluster(
  owner: string,
  { project }: Pick<GkeClusterArgs, "project">,
  { clusterName, location }: Pick<PlacedSettings, "clusterName" | "location">,
  opts: CustomResourceOptions,
): Cluster {
  const id = `projects/${project.id}/locations/${location}/clusters/${clusterName}`;
  return Cluster.get(`${owner}-gke`, id, undefined, opts);
}

/** What a cluster says beside the golden path, by who manages its nodes. */
export interface Mode {
  readonly nodes: Partial<GkeArgs>;
  /** Whether Google's own Prometheus collects metrics. */
  readonly managedPrometheus: boolean;
}

/** What is decided for all pools at once. */
export interface StandardSettings {
  readonly maxPodsPerNode: number;
  /** Default: zones that GKE chooses. */
  readonly nodeZones: readonly string[] | undefined;
}

/** What a cluster says about nodes that its owner manages; CIS GKE 1.9.0 as in the golden path. */
export function standardMode(nodeConfig: NodeConfig, { maxPodsPerNode, nodeZones }: StandardSettings): Mode {
  return {
    nodes: {
      defaultMaxPodsPerNode: maxPodsPerNode,
      enableIntranodeVisibility: true, // 5.6.1
      enableShieldedNodes: true, // 5.5.5
      dnsConfig: { clusterDns: "CLOUD_DNS", clusterDnsScope: "CLUSTER_SCOPE" },
      serviceExternalIpsConfig: { enabled: false },
      // Pools are declared; nothing is provisioned with defaults of its own.
      clusterAutoscaling: { enabled: false, autoscalingProfile: "OPTIMIZE_UTILIZATION" },
      ...bootstrapPool(nodeConfig),
      ...(nodeZones ? { nodeLocations: [...nodeZones] } : {}),
    },
    // The Prometheus in the cluster collects; two collectors would be paid for twice.
    managedPrometheus: false,
  };
}

/**
 * The cloud cannot create a cluster without nodes, so a first pool boots and is removed at once. Even those
 * nodes are hardened, and do not depend on the default account, which organisations take away.
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
 * What a cluster says about nodes that Google manages. Shielded nodes, Container-Optimized OS, intranode
 * visibility, repairs, upgrades, Cloud DNS with the node's cache and the pods on a node are Autopilot's own;
 * the provider refuses them as arguments beside `enableAutopilot` (source: terraform-provider-google,
 * container_cluster; GKE, Autopilot and Standard feature comparison).
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
    // It cannot be turned off, and the API refuses to be told so.
    managedPrometheus: true,
  };
}
