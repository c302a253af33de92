import type { Cluster } from "@pulumi/gcp/container/cluster.js";
import { NodePool } from "@pulumi/gcp/container/nodePool.js";
import type * as inputs from "@pulumi/gcp/types/input.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { ignoring } from "../../core/ignored-changes.ts";
import type { Foundation } from "../gke/foundation.ts";
import { MAX_SURGE, type NodePoolSettings } from "./settings.ts";

/** Initial number of nodes for the autoscaler: GKE counts them per zone. */
function initialNodesPerZone({ minNodes }: NodePoolSettings, zones: number): number {
  return Math.ceil(minNodes / zones);
}

/** The settings of every node, including the short-lived initial ones. */
export type NodeConfig = ReturnType<typeof nodeConfigOf>;

/** The service account's roles limit access; scopes are an older, redundant limit. */
export const NODE_SCOPES: readonly string[] = ["https://www.googleapis.com/auth/cloud-platform"];

export function nodeConfigOf({ identity, disksKey }: Foundation, networkTags: readonly string[]) {
  return {
    serviceAccount: identity.account.email,
    oauthScopes: [...NODE_SCOPES],
    ...(networkTags.length > 0 ? { tags: [...networkTags] } : {}),
    imageType: "COS_CONTAINERD",
    ...(disksKey === undefined ? {} : { bootDiskKmsKey: disksKey }),
    shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
    workloadMetadataConfig: { mode: "GKE_METADATA" },
    kubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" },
    metadata: { "disable-legacy-endpoints": "true" },
    gvnic: { enabled: true },
  } satisfies inputs.container.NodePoolNodeConfig;
}

/** Inputs of a cluster's pools. */
export interface NodePoolsSource {
  readonly settings: {
    readonly nodePools: Readonly<Record<string, NodePoolSettings>>;
    readonly location: string;
    /** Number of zones across which the nodes are spread. */
    readonly zones: number;
    /** Zones of the nodes. Default: the cluster's. */
    readonly nodeZones: readonly string[] | undefined;
    readonly protect: boolean;
  };
  readonly cluster: Cluster;
  readonly nodeConfig: NodeConfig;
}

/** Creates the pools of a cluster, by their keys. */
export function createNodePools(
  owner: string,
  source: NodePoolsSource,
  opts: CustomResourceOptions,
): Readonly<Record<string, NodePool>> {
  const pools = Object.entries(source.settings.nodePools).map(
    ([key, pool]) => [key, createNodePool(`${owner}-${key}`, pool, source, opts)] as const,
  );
  return Object.fromEntries(pools);
}

/** The pool's name in the cloud gets a suffix, so that a replacement exists before the old nodes are drained. */
function createNodePool(
  logicalName: string,
  pool: NodePoolSettings,
  { settings, cluster, nodeConfig }: NodePoolsSource,
  opts: CustomResourceOptions,
): NodePool {
  const { location, zones, nodeZones, protect } = settings;
  const { accelerator } = pool;
  return new NodePool(
    logicalName,
    {
      cluster: cluster.name,
      location,
      initialNodeCount: initialNodesPerZone(pool, zones),
      // Set here as well: otherwise a pool would keep its zones when the cluster's change.
      ...(nodeZones ? { nodeLocations: [...nodeZones] } : {}),
      autoscaling: {
        // Totals, since the counts are for all zones together; minNodeCount would count per zone.
        totalMinNodeCount: pool.minNodes,
        totalMaxNodeCount: pool.maxNodes,
        // Spot capacity is chosen where it is least likely to be reclaimed; otherwise zones are balanced.
        locationPolicy: pool.spot ? "ANY" : "BALANCED",
      },
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: "SURGE", maxSurge: MAX_SURGE, maxUnavailable: 0 },
      maxPodsPerNode: pool.maxPodsPerNode,
      networkConfig: { enablePrivateNodes: true },
      nodeConfig: {
        ...nodeConfig,
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
      protect,
      ...ignoring({
        path: "initialNodeCount",
        because: "the autoscaler changes the reported value, and a difference replaces the pool",
      }),
    },
  );
}
