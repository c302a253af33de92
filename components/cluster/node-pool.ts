import { NodePool } from "@pulumi/gcp/container/nodePool.js";
import type * as inputs from "@pulumi/gcp/types/input.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../arguments.ts";

/** What keeps pods off a node unless they tolerate it. */
export interface Taint {
  readonly value: string;
  readonly effect: "NO_SCHEDULE" | "PREFER_NO_SCHEDULE" | "NO_EXECUTE";
}

/** A node pool of a {@link Cluster}: machines that are alike and come and go with the load. */
export interface NodePoolArgs {
  /** Machine type, such as `e2-medium`. */
  readonly machineType: string;
  /** Nodes that are always there, over all zones together, 0 to 15,000. */
  readonly minNodes: number;
  /** Most nodes, over all zones together; an upgrade adds one more for a while. */
  readonly maxNodes: number;
  /** Whether the cloud may take nodes back at any time, for about a third of the price. Default false. */
  readonly spot?: boolean;
  /** Size of the boot disk in GiB, 12 to 65,536. Default 50: images and logs, as pods keep their data elsewhere. */
  readonly diskGiB?: number;
  /** Default "pd-balanced" (source: GKE, golden path). */
  readonly diskType?: "pd-standard" | "pd-balanced" | "pd-ssd" | "hyperdisk-balanced";
  /** Most pods on a node, 8 to 256. Default: the cluster's. Changing it replaces the pool. */
  readonly maxPodsPerNode?: number;
  /** Kubernetes labels of the nodes. Default none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Taints by key, such as `{ "nvidia.com/gpu": { value: "present", effect: "NO_SCHEDULE" } }`. Default none. */
  readonly taints?: Readonly<Record<string, Taint>>;
  /** GPUs of every node, with their driver. Default none. */
  readonly accelerator?: { readonly type: string; readonly count: number };
}

/** A pool with its defaults filled in. */
export type NodePoolSettings = Required<Omit<NodePoolArgs, "accelerator">> &
  Pick<NodePoolArgs, "accelerator">;

/** A pool's name has at most 40 characters, of which Pulumi takes 8 for a suffix. */
const LONGEST_NAME = 32;

/** A pool grows by this much while it is upgraded, and loses no node meanwhile. */
export const MAX_SURGE = 1;

export function nodePoolWithDefaults(
  owner: string,
  key: string,
  pool: NodePoolArgs,
  maxPodsPerNode: number,
  check: ArgumentChecks,
): NodePoolSettings {
  const at = (argument: string) => `nodePools["${key}"].${argument}`;
  const settings: NodePoolSettings = {
    spot: false,
    diskGiB: 50,
    diskType: "pd-balanced",
    maxPodsPerNode,
    labels: {},
    taints: {},
    ...pool,
  };
  const { machineType, minNodes, maxNodes, labels, taints, accelerator } = settings;
  check.that(
    /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(key) && `${owner}-${key}`.length <= LONGEST_NAME,
    "nodePools key",
    key,
    `lower-case letters, digits and hyphens that make ${owner}-<key> no longer than ${LONGEST_NAME}`,
  );
  check.matches(
    at("machineType"),
    machineType,
    /^[a-z0-9]+(-[a-z0-9]+)+$/,
    "machine types, such as e2-medium",
  );
  check.whole(at("maxNodes"), maxNodes, 1, 15_000, "nodes over all zones");
  check.whole(at("minNodes"), minNodes, 0, maxNodes, "nodes over all zones, at most maxNodes");
  check.whole(at("diskGiB"), settings.diskGiB, 12, 65_536, "GiB");
  check.oneOf(at("diskType"), settings.diskType, [
    "pd-standard",
    "pd-balanced",
    "pd-ssd",
    "hyperdisk-balanced",
  ]);
  check.whole(at("maxPodsPerNode"), settings.maxPodsPerNode, 8, 256, "pods");
  for (const label of Object.keys(labels)) {
    check.that(
      !/(^|\.)(kubernetes|k8s)\.io\//.test(label),
      at("labels"),
      label,
      "keys outside kubernetes.io and k8s.io, which Kubernetes keeps for itself",
    );
  }
  for (const [taint, { effect }] of Object.entries(taints)) {
    check.oneOf(at(`taints["${taint}"].effect`), effect, ["NO_SCHEDULE", "PREFER_NO_SCHEDULE", "NO_EXECUTE"]);
  }
  check.whole(at("accelerator.count"), accelerator?.count, 1, 16, "GPUs");
  return settings;
}

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
  readonly nodeConfig: NodeConfig;
  readonly protect: boolean;
}

/** The settings that every node has, the short-lived first ones included. */
export type NodeConfig = ReturnType<typeof nodeConfigOf>;

export function nodeConfigOf(serviceAccount: Input<string>, diskKey: Input<string> | undefined) {
  return {
    serviceAccount,
    // Access is limited by the account's roles; scopes are a second, older limit that only gets in the way.
    oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
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
                { ...accelerator, gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" } },
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
