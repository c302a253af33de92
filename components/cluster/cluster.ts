import type { NodePool } from "@pulumi/gcp/container/nodePool.js";
import type { ComponentResourceOptions, CustomResourceOptions } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import type { ClusterArgs } from "./args.ts";
import { type ClusterSettings, clusterFacts, clusterWithDefaults } from "./cluster-settings.ts";
import { createCluster, readCluster } from "./gke/cloud-cluster.ts";
import { createFoundation, type Foundation } from "./gke/foundation/foundation.ts";
import { createNodeIdentity } from "./gke/foundation/node-identity.ts";
import { GkeCluster, type GkeClusterParts } from "./gke/gke-cluster.ts";
import { standardMode } from "./gke/standard-mode.ts";
import { createNodePool, nodeConfigOf } from "./nodes/node-pool.ts";

/** The children that a cluster has beside those of every kind. */
export interface ClusterResources {
  readonly nodePools: Readonly<Record<string, NodePool>>;
}

/**
 * A GKE Standard cluster on the platform's golden path: private nodes, a control plane that answers on a DNS
 * name to whom IAM lets in, Dataplane V2, Cloud DNS, Workload Identity and keys of the project. Its nodes come
 * in pools; {@link AutopilotCluster} leaves them to Google.
 */
export class Cluster extends GkeCluster<ClusterResources> {
  constructor(name: string, args: ClusterArgs, opts?: ComponentResourceOptions) {
    const settings = clusterWithDefaults(name, args, argumentsOf("Cluster", name));
    const { location } = settings;
    const facts = clusterFacts(settings);
    const create = (child: CustomResourceOptions) => createParts(name, args, settings, child);
    super(name, { kind: "Cluster", args, settings, location, facts, create }, opts);
  }
}

function createParts(
  owner: string,
  args: ClusterArgs,
  settings: ClusterSettings,
  opts: CustomResourceOptions,
): GkeClusterParts<ClusterResources> {
  const foundation = foundationOf(owner, args, settings, opts);
  if (!foundation) {
    const cluster = readCluster(owner, args, settings, opts);
    return { cluster, foundation, own: { nodePools: {} }, after: [] };
  }
  const { location, zones, nodeZones, networkTags, maxPodsPerNode, protect } = settings;
  const nodeConfig = nodeConfigOf(foundation.identity.account.email, foundation.disksKey, networkTags);
  // Named to the pools as well, which would keep theirs when the cluster's change.
  const nodeLocations = nodeZones ? { nodeLocations: [...nodeZones] } : {};
  const mode = {
    nodes: { ...standardMode({ nodeConfig, maxPodsPerNode }), ...nodeLocations },
    // The Prometheus in the cluster collects; two collectors would be paid for twice.
    managedPrometheus: false,
  };
  const cluster = args.existing
    ? readCluster(owner, args, settings, opts)
    : createCluster(owner, args, settings, foundation, mode, opts);
  const context = { owner, cluster: cluster.name, location, zones, nodeConfig, protect, ...nodeLocations };
  const pools = Object.entries(settings.nodePools).map(
    ([key, pool]) => [key, createNodePool(key, pool, context, opts)] as const,
  );
  const nodePools = Object.fromEntries(pools);
  return { cluster, foundation, own: { nodePools }, after: Object.values(nodePools) };
}

/** An existing cluster has its own keys, and needs an account only for nodes that are added. */
function foundationOf(
  owner: string,
  args: ClusterArgs,
  settings: ClusterSettings,
  opts: CustomResourceOptions,
): Foundation | undefined {
  if (!args.existing) {
    return createFoundation(owner, args, settings, opts);
  }
  if (Object.keys(settings.nodePools).length === 0) {
    return undefined;
  }
  const { prefix, imageRepositories } = settings;
  return {
    identity: createNodeIdentity(owner, prefix, args.project.id, imageRepositories, opts),
    encryption: undefined,
    disksKey: args.existing.disksKey,
    before: [],
  };
}
