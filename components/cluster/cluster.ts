import { Cluster as GkeCluster } from "@pulumi/gcp/container/cluster.js";
import type { NodePool } from "@pulumi/gcp/container/nodePool.js";
import type { Provider } from "@pulumi/kubernetes/provider.js";
import {
  type ComponentResourceOptions,
  type CustomResourceOptions,
  type Output,
  output,
} from "@pulumi/pulumi";
import { argumentsOf } from "../arguments.ts";
import { Component } from "../component.ts";
import type { ProjectIdentity } from "../network/project.ts";
import { type ClusterSettings, clusterWithDefaults, summaryOf } from "./cluster-settings.ts";
import { accessTo } from "./gke/access.ts";
import type { GkeClusterArgs } from "./gke/args.ts";
import type { Encryption } from "./gke/encryption.ts";
import { readCluster } from "./gke/existing.ts";
import { createFoundation, type Foundation } from "./gke/foundation.ts";
import { goldenPath } from "./gke/golden-path.ts";
import { createNodeIdentity, type NodeIdentity } from "./gke/node-identity.ts";
import { standardMode } from "./gke/standard-mode.ts";
import type { KubernetesCluster } from "./kubernetes-cluster.ts";
import { createNodePool, type NodeConfig, nodeConfigOf } from "./nodes/node-pool.ts";
import type { NodePoolArgs } from "./nodes/node-pool-settings.ts";
import { workloadPoolOf, workloadPrincipalIn } from "./workload-identity.ts";

/** Arguments of a {@link Cluster}. */
export interface ClusterArgs extends GkeClusterArgs {
  /**
   * Whether the control plane and the nodes are spread over the zones of the region. Default "regional";
   * "zonal" loses the cluster with its zone. Changing it replaces the cluster. Refused with `existing`.
   */
  readonly availability?: "regional" | "zonal";
  /** Zone of a zonal cluster. Default: the region's zone b. Refused with `existing`. */
  readonly zone?: string;
  /**
   * Zones of the nodes of a regional cluster, such as `us-central1-a`, for whoever has to name them, such as a
   * load balancer. Default: three that GKE chooses. Refused with `existing`, or where availability is "zonal".
   */
  readonly nodeZones?: readonly string[];
  /**
   * Pools by name. At least one must always have a node that the system's own pods may run on: one without
   * taints, or one that is dedicated to the system. With `existing` these are added to the pools that are
   * there; default none then.
   */
  readonly nodePools?: Readonly<Record<string, NodePoolArgs>>;
  /**
   * Most pods on a node where a pool says nothing else, 8 to 256. Default 48 (source: GKE, golden path).
   * Changing it replaces the cluster.
   */
  readonly maxPodsPerNode?: number;
}

/**
 * A GKE Standard cluster on the platform's golden path: private nodes, a control plane that answers on a DNS
 * name to whom IAM lets in, Dataplane V2, Cloud DNS, Workload Identity and keys of the project. Its nodes come
 * in pools; {@link AutopilotCluster} leaves them to Google.
 */
export class Cluster extends Component implements KubernetesCluster {
  /** Provider for everything that runs in the cluster; ready once the pools are. */
  readonly provider: Provider;
  /** Known once the cluster is there. It holds no credential, see {@link kubeconfigOf}. */
  readonly kubeconfig: Output<string>;
  /** Name in the cloud: the prefix, or that of the existing cluster. */
  readonly clusterName: string;
  /** Id of the cluster, for backup plans. */
  readonly clusterId: Output<string>;
  /** Region or zone. */
  readonly location: string;
  /**
   * Where the Kubernetes API is for pods: the control plane has an address in the nodes' subnet, whichever
   * endpoints it has for others. Known when planning, for network policies.
   */
  readonly controlPlaneRanges: readonly string[];
  /**
   * The project, for those who grant roles to Kubernetes service accounts: its number waits for the cluster,
   * since the pool of identities comes with a project's first one and grants before it are refused.
   */
  readonly project: ProjectIdentity;
  /** Pool of the identities of Kubernetes service accounts. */
  readonly workloadPool: string;
  /** Id of the key for disks; undefined where Google manages keys. */
  readonly disksKey: Output<string> | undefined;
  readonly nodes: {
    readonly cluster: GkeCluster;
    readonly nodePools: Readonly<Record<string, NodePool>>;
    /** Undefined for an existing cluster that gets no pools. */
    readonly identity: NodeIdentity | undefined;
    readonly encryption: Encryption["nodes"] | undefined;
    readonly provider: Provider;
  };

  constructor(name: string, args: ClusterArgs, opts?: ComponentResourceOptions) {
    const settings = clusterWithDefaults(name, args, argumentsOf("Cluster", name));
    super("cluster", "Cluster", name, settings, opts);

    const { project } = args;
    const { clusterName, location } = settings;
    const child = { parent: this };
    const foundation = foundationOf(name, args, settings, child);
    const cluster =
      args.existing || !foundation
        ? readCluster(name, { projectId: project.id, location, clusterName }, child)
        : createCluster(name, args, settings, foundation, child);
    const nodePools = foundation ? createPools(name, cluster, settings, foundation, child) : {};
    const after = Object.values(nodePools).map((pool) => pool.urn);
    const access = accessTo({ owner: name, project, clusterName, location, cluster, after }, child);

    this.kubeconfig = access.kubeconfig;
    this.provider = access.provider;
    this.clusterName = clusterName;
    this.clusterId = cluster.id;
    this.location = location;
    this.project = access.project;
    this.controlPlaneRanges = settings.controlPlaneRanges;
    this.workloadPool = workloadPoolOf(project);
    const disksKey = args.existing?.disksKey ?? foundation?.disksKey;
    this.disksKey = disksKey === undefined ? undefined : output(disksKey);
    this.nodes = {
      cluster,
      nodePools,
      identity: foundation?.identity,
      encryption: foundation?.encryption?.nodes,
      provider: access.provider,
    };
    this.publish({ summary: summaryOf(settings) });
  }

  /** The principal that a Kubernetes service account is to IAM, for a role that needs no key. */
  identity(namespace: string, serviceAccount: string): Output<string> {
    return workloadPrincipalIn(this.project, namespace, serviceAccount);
  }
}

function createCluster(
  owner: string,
  { project, network }: ClusterArgs,
  settings: ClusterSettings,
  foundation: Foundation,
  opts: CustomResourceOptions,
): GkeCluster {
  const { maxPodsPerNode, protect } = settings;
  const path = goldenPath({
    ...settings,
    projectId: project.id,
    network,
    secretsKey: foundation.encryption?.secretsKey,
    // The Prometheus in the cluster collects; two collectors would be paid for twice.
    managedPrometheus: false,
  });
  const nodeConfig = nodeConfigFor(settings, foundation);
  return new GkeCluster(
    `${owner}-gke`,
    { ...path, ...standardMode({ nodeConfig, maxPodsPerNode }), ...nodeLocations(settings) },
    {
      ...opts,
      protect,
      dependsOn: [...foundation.before],
      ignoreChanges: [
        // It describes the first pool, which is gone; the API answers with another's, and a difference
        // would replace the cluster (source: pulumi-gcp, issue 744).
        "nodeConfig",
        // A count of the first pool as well; a difference would replace the cluster.
        "initialNodeCount",
      ],
    },
  );
}

function createPools(
  owner: string,
  cluster: GkeCluster,
  settings: ClusterSettings,
  foundation: Foundation,
  opts: CustomResourceOptions,
): Record<string, NodePool> {
  const { location, zones, protect } = settings;
  const nodeConfig = nodeConfigFor(settings, foundation);
  const own = { owner, cluster: cluster.name, location, zones, nodeConfig, protect };
  const context = { ...own, ...nodeLocations(settings) };
  const created = Object.entries(settings.nodePools).map(
    ([key, pool]) => [key, createNodePool(key, pool, context, opts)] as const,
  );
  return Object.fromEntries(created);
}

/** Named to the pools as well, which would keep theirs when the cluster's change. */
function nodeLocations({ nodeZones }: ClusterSettings): { readonly nodeLocations?: string[] } {
  return nodeZones ? { nodeLocations: [...nodeZones] } : {};
}

function nodeConfigFor({ networkTags }: ClusterSettings, { identity, disksKey }: Foundation): NodeConfig {
  return nodeConfigOf(identity.account.email, disksKey, networkTags);
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
