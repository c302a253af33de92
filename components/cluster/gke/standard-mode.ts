import type { ClusterArgs as GkeArgs } from "@pulumi/gcp/container/cluster.js";
import type { NodeConfig } from "../nodes/node-pool.ts";

/** What the settings of a cluster with node pools of its own follow from. */
export interface StandardModeSettings {
  readonly nodeConfig: NodeConfig;
  readonly maxPodsPerNode: number;
}

/** What a cluster says about nodes that its owner manages; CIS GKE 1.9.0 as in the golden path. */
export function standardMode({ nodeConfig, maxPodsPerNode }: StandardModeSettings) {
  return {
    defaultMaxPodsPerNode: maxPodsPerNode,
    enableIntranodeVisibility: true, // 5.6.1
    enableShieldedNodes: true, // 5.5.5
    dnsConfig: { clusterDns: "CLOUD_DNS", clusterDnsScope: "CLUSTER_SCOPE" },
    serviceExternalIpsConfig: { enabled: false },
    // Pools are declared; nothing is provisioned with defaults of its own.
    clusterAutoscaling: { enabled: false, autoscalingProfile: "OPTIMIZE_UTILIZATION" },
    ...bootstrapPool(nodeConfig),
  } satisfies Partial<GkeArgs>;
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
