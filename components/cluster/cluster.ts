import type { NodePool } from "@pulumi/gcp/container/nodePool.js";
import type { Provider } from "@pulumi/kubernetes/provider.js";
import type { ComponentResourceOptions, CustomResourceOptions, Output } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { ProjectIdentity } from "../core/google/project.ts";
import { workloadPrincipalIn } from "../core/google/workload-identity.ts";
import { createAccess } from "./gke/access.ts";
import type { ClusterArgs, ExistingCluster } from "./gke/args.ts";
import { type ClusterSettings, clusterFacts, clusterWithDefaults } from "./gke/cluster-settings.ts";
import { createFoundation, createNodeIdentity, type Foundation } from "./gke/foundation.ts";
import {
  createGkeCluster,
  type GkeClusterParts,
  type GkeClusterResources,
  readGkeCluster,
  resourcesOf,
  standardMode,
} from "./gke/gke-cluster.ts";
import type { KubernetesCluster } from "./kubernetes-cluster.ts";
import { createNodePools, nodeConfigOf } from "./nodes/node-pools.ts";

export type { BootDisk } from "#models/google/machine-types";
export type {
  Accelerator,
  ClusterArgs,
  Dedication,
  ExistingCluster,
  GkeClusterArgs,
  NodePoolArgs,
  Taint,
} from "./gke/args.ts";
export type { Encryption, NodeIdentity } from "./gke/foundation.ts";
export type { GkeClusterResources } from "./gke/gke-cluster.ts";
export type { Day, Maintenance, MaintenanceExclusion } from "./gke/maintenance.ts";

/** The children of a {@link Cluster}. */
export interface ClusterResources extends GkeClusterResources {
  readonly nodePools: Readonly<Record<string, NodePool>>;
}

/**
 * A GKE Standard cluster on the platform's golden path: private nodes, a control plane on a DNS endpoint guarded by
 * IAM, Dataplane V2, Cloud DNS, Workload Identity and keys of the project. Its nodes are in pools; with {@link
 * AutopilotCluster} Google manages them.
 *
 * @public
 */
export class Cluster extends Component implements KubernetesCluster {
  readonly provider: Provider;
  readonly kubeconfig: Output<string>;
  readonly clusterName: string;
  readonly clusterId: Output<string>;
  readonly location: string;
  readonly controlPlaneRanges: readonly string[];
  readonly project: ProjectIdentity;
  readonly workloadPool: string;
  readonly disksKey: Output<string> | undefined;
  readonly resources: ClusterResources;

  constructor(name: string, args: ClusterArgs, opts?: ComponentResourceOptions) {
    const settings = clusterWithDefaults(argumentsOf("Cluster", name, args), name, args);
    super("cluster", "Cluster", name, settings, opts);

    const child = { parent: this };
    const { existing } = args;
    const { nodePools, ...parts } = existing
      ? readParts(name, { ...args, existing }, settings, child)
      : createParts(name, args, settings, child);
    const after = Object.values(nodePools);
    const access = createAccess(name, { ...parts, args, settings, after }, child);

    this.provider = access.provider;
    this.kubeconfig = access.kubeconfig;
    this.clusterName = access.clusterName;
    this.clusterId = access.clusterId;
    this.location = access.location;
    this.controlPlaneRanges = access.controlPlaneRanges;
    this.project = access.project;
    this.workloadPool = access.workloadPool;
    this.disksKey = access.disksKey;
    this.resources = { ...resourcesOf(parts, access), nodePools };
    this.publish({ facts: clusterFacts(settings) });
  }

  identity(namespace: string, serviceAccount: string): Output<string> {
    return workloadPrincipalIn(this.project, namespace, serviceAccount);
  }
}

type ClusterParts = GkeClusterParts & Pick<ClusterResources, "nodePools">;

function createParts(
  owner: string,
  args: ClusterArgs,
  settings: ClusterSettings,
  opts: CustomResourceOptions,
): ClusterParts {
  const foundation = createFoundation(owner, args, settings, opts);
  const nodeConfig = nodeConfigOf(foundation, settings.networkTags);
  const mode = standardMode(nodeConfig, settings);
  const cluster = createGkeCluster(owner, { args, settings, foundation, mode }, opts);
  const nodePools = createNodePools(owner, { settings, cluster, nodeConfig }, opts);
  return { cluster, foundation, nodePools };
}

/** An existing cluster has its own keys, and needs a service account only for added nodes. */
function readParts(
  owner: string,
  args: ClusterArgs & { readonly existing: ExistingCluster },
  settings: ClusterSettings,
  opts: CustomResourceOptions,
): ClusterParts {
  if (Object.keys(settings.nodePools).length === 0) {
    return { cluster: readGkeCluster(owner, args, settings, opts), foundation: undefined, nodePools: {} };
  }
  const foundation: Foundation = {
    identity: createNodeIdentity(owner, args, settings, opts),
    encryption: undefined,
    disksKey: args.existing.disksKey,
    before: [],
  };
  const cluster = readGkeCluster(owner, args, settings, opts);
  const nodeConfig = nodeConfigOf(foundation, settings.networkTags);
  const nodePools = createNodePools(owner, { settings, cluster, nodeConfig }, opts);
  return { cluster, foundation, nodePools };
}
