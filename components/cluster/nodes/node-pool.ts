import { NodePool } from "@pulumi/gcp/container/nodePool.js";
import type * as inputs from "@pulumi/gcp/types/input.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { NodePoolSettings } from "./node-pool-settings.ts";

/** A pool grows by this much while it is upgraded, and loses no node meanwhile. */
export const MAX_SURGE = 1;

/** Nodes that the autoscaler starts from: GKE counts them per zone. */
export function initialNodesPerZone({ minNodes }: NodePoolSettings, zones: number): number {
  return Math.ceil(minNodes / zones);
}

/** Where a pool belongs, and what all nodes of a cluster share. */
export interface NodePoolContext {
  /** Name of the cluster's component; the pool's name in the cloud starts with it and the pool's key. */
  readonly owner: string;
  readonly cluster: Input<string>;
  readonly location: string;
  readonly zones: number;
  /** Zones of the nodes. Default: the cluster's. */
  readonly nodeLocations?: string[];
  readonly nodeConfig: NodeConfig;
  readonly protect: boolean;
}

/** The settings that every node has, the short-lived first ones included. */
export type NodeConfig = ReturnType<typeof nodeConfigOf>;

/** Access is limited by the account's roles; scopes are a second, older limit that only gets in the way. */
export const NODE_SCOPES: readonly string[] = ["https://www.googleapis.com/auth/cloud-platform"];

export function nodeConfigOf(
  serviceAccount: Input<string>,
  diskKey: Input<string> | undefined,
  networkTags: readonly string[],
) {
  return {
    serviceAccount,
    oauthScopes: [...NODE_SCOPES],
    ...(networkTags.length > 0 ? { tags: [...networkTags] } : {}),
    imageType: "COS_CONTAINERD",
    ...(diskKey === undefined ? {} : { bootDiskKmsKey: diskKey }),
    shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
    workloadMetadataConfig: { mode: "GKE_METADATA" },
    kubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" },
    metadata: { "disable-legacy-endpoints": "true" },
    gvnic: { enabled: true },
  } satisfies inputs.container.NodePoolNodeConfig;
}

/** The pool's name in the cloud gets a suffix, so that a replacement is there before the old nodes are drained. */
export function createNodePool(
  key: string,
  pool: NodePoolSettings,
  context: NodePoolContext,
  opts: CustomResourceOptions,
): NodePool {
  const { accelerator } = pool;
  return new NodePool(
    `${context.owner}-${key}`,
    {
      cluster: context.cluster,
      location: context.location,
      initialNodeCount: initialNodesPerZone(pool, context.zones),
      ...(context.nodeLocations ? { nodeLocations: context.nodeLocations } : {}),
      autoscaling: {
        // Totals, as the counts are meant over all zones; minNodeCount would count each zone.
        totalMinNodeCount: pool.minNodes,
        totalMaxNodeCount: pool.maxNodes,
        // Spot capacity is taken wherever it is least likely to be taken back; else zones are kept even.
        locationPolicy: pool.spot ? "ANY" : "BALANCED",
      },
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: "SURGE", maxSurge: MAX_SURGE, maxUnavailable: 0 },
      maxPodsPerNode: pool.maxPodsPerNode,
      networkConfig: { enablePrivateNodes: true },
      nodeConfig: {
        ...context.nodeConfig,
        machineType: pool.machineType,
        spot: pool.spot,
        diskSizeGb: pool.diskGiB,
        diskType: pool.diskType,
        labels: { ...pool.labels },
        taints: Object.entries(pool.taints).map(([taint, { value, effect }]) => ({
          key: taint,
          value,
          effect,
        })),
        ...(accelerator === undefined
          ? {}
          : {
              guestAccelerators: [
                {
                  type: accelerator.type,
                  count: accelerator.count,
                  gpuDriverInstallationConfig: { gpuDriverVersion: accelerator.driver ?? "DEFAULT" },
                },
              ],
            }),
      },
    },
    {
      ...opts,
      protect: context.protect,
      ignoreChanges: [
        // Only the first size; the autoscaler changes what the cloud reports, and a difference replaces the pool.
        "initialNodeCount",
      ],
    },
  );
}
