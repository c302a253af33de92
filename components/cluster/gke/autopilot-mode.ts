import type { ClusterArgs as GkeArgs } from "@pulumi/gcp/container/cluster.js";
import type { Input } from "@pulumi/pulumi";
import { NODE_SCOPES } from "../nodes/node-pool.ts";

/** What the settings of an Autopilot cluster follow from. */
export interface AutopilotModeSettings {
  readonly serviceAccount: Input<string>;
  readonly diskKey: Input<string> | undefined;
  readonly networkTags: readonly string[];
}

/**
 * What a cluster says about nodes that Google manages. Shielded nodes, Container-Optimized OS, intranode
 * visibility, repairs, upgrades, Cloud DNS with the node's cache and the pods on a node are Autopilot's own;
 * the provider refuses them as arguments beside `enableAutopilot` (source: terraform-provider-google,
 * container_cluster; GKE, Autopilot and Standard feature comparison).
 */
export function autopilotMode({ serviceAccount, diskKey, networkTags }: AutopilotModeSettings) {
  return {
    enableAutopilot: true,
    clusterAutoscaling: {
      autoProvisioningDefaults: {
        serviceAccount, // 5.2.1
        oauthScopes: [...NODE_SCOPES],
        ...(diskKey === undefined ? {} : { bootDiskKmsKey: diskKey }), // 5.9.2
      },
    },
    nodePoolAutoConfig: {
      nodeKubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" },
      ...(networkTags.length > 0 ? { networkTags: { tags: [...networkTags] } } : {}),
    },
  } satisfies Partial<GkeArgs>;
}
