import { Cluster as GkeCluster } from "@pulumi/gcp/container/cluster.js";
import type { NodePool } from "@pulumi/gcp/container/nodePool.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { all, type ComponentResourceOptions, type Input, type Output, output } from "@pulumi/pulumi";
import { argumentsOf } from "../arguments.ts";
import { Component } from "../component.ts";
import type { NetworkRegion } from "../network/network-region.ts";
import type { ProjectIdentity } from "../network/project.ts";
import type { ImageRepository } from "../project/image-repositories.ts";
import { type ClusterSettings, clusterWithDefaults, summaryOf } from "./cluster-settings.ts";
import { createEncryption, type Encryption } from "./encryption.ts";
import { goldenPath } from "./golden-path.ts";
import { kubeconfigOf } from "./kubeconfig.ts";
import type { Maintenance } from "./maintenance.ts";
import { createNodeIdentity, type NodeIdentity } from "./node-identity.ts";
import { createNodePool, type NodePoolArgs, nodeConfigOf } from "./node-pool.ts";
import { workloadPoolOf, workloadPrincipal } from "./workload-identity.ts";

/** Arguments of a {@link Cluster}. */
export interface ClusterArgs {
  /**
   * Name of the cluster and start of all names in the cloud, unique in the project, such as
   * `howlerops-prod`; at most 24 characters, as the nodes' account has 30. Changing it replaces the cluster.
   */
  readonly prefix: string;
  /** Project that the cluster lies in, by id and number. */
  readonly project: ProjectIdentity;
  /** Where nodes, pods and Services get their addresses from. */
  readonly network: NetworkRegion;
  /**
   * Whether the control plane and the nodes are spread over the zones of the region. Default "regional";
   * "zonal" loses the cluster with its zone. Changing it replaces the cluster.
   */
  readonly availability?: "regional" | "zonal";
  /** Zone of a zonal cluster. Default: the region's zone b. */
  readonly zone?: string;
  /** Pools by name. At least one must always have a node without taints, for the system's own pods. */
  readonly nodePools: Readonly<Record<string, NodePoolArgs>>;
  /**
   * Most pods on a node where a pool says nothing else, 8 to 256. Default 48 (source: GKE, golden path).
   * Changing it replaces the cluster.
   */
  readonly maxPodsPerNode?: number;
  /** How soon new versions come. Default "REGULAR" (source: GKE, golden path). */
  readonly releaseChannel?: "RAPID" | "REGULAR" | "STABLE" | "EXTENDED";
  /** When versions may come. Default: every night from 07:00 to 11:00 UTC. */
  readonly maintenance?: Maintenance;
  /**
   * Who manages the keys of Kubernetes secrets and disks. Default "customer": keys of the project, which
   * stay for ever. "google" suits clusters that are deleted and made again.
   */
  readonly encryptionKeys?: "customer" | "google";
  /** Id of a key ring in the region to put the keys into. Default: a new one. */
  readonly keyRing?: Input<string>;
  /** Repositories that nodes pull images from, by any name. Default none. */
  readonly imageRepositories?: Readonly<Record<string, ImageRepository>>;
  /** Whether images are admitted by the project's Binary Authorization policy only. Default true. */
  readonly binaryAuthorization?: boolean;
  /**
   * Google group whose nested groups may be named in Kubernetes roles, `gke-security-groups@<domain>`.
   * Default none: it needs the organization's own domain.
   */
  readonly securityGroup?: string;
  /** Whether Backup for GKE may run. Default true. */
  readonly backupAgent?: boolean;
  /** Whether pods may mount Secret Manager's secrets as files. Default false. */
  readonly secretManagerAddon?: boolean;
  /** Whether Cloud Monitoring keeps metrics of API server, scheduler and controllers, at a price. Default false. */
  readonly controlPlaneMetrics?: boolean;
  /**
   * Whether nodes encrypt what pods send each other once more, with keys of their own. Default false: the
   * cloud encrypts between machines as it is, and WireGuard takes up to 15% of the processors and allows at
   * most 500 nodes (source: GKE, inter-node transparent encryption).
   */
  readonly interNodeEncryption?: boolean;
  /** Whether network policies may name hosts (FQDNNetworkPolicy). Default false; it may cost extra. */
  readonly hostNamePolicies?: boolean;
  /** Labels of the cluster and its bill. Default none; `managed-by: strata` is added. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether cluster, pools and keys refuse deletion. Default true. */
  readonly protect?: boolean;
}

/**
 * A GKE Standard cluster on the platform's golden path: private nodes, a control plane that answers on a DNS
 * name to whom IAM lets in, Dataplane V2, Cloud DNS, Workload Identity and keys of the project.
 */
export class Cluster extends Component {
  /** Provider for everything that runs in the cluster; ready once the pools are. */
  readonly provider: Provider;
  /** Known once the cluster is there. It holds no credential, see {@link kubeconfigOf}. */
  readonly kubeconfig: Output<string>;
  /** Name in the cloud: the prefix. */
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
    readonly identity: NodeIdentity;
    readonly encryption: Encryption["nodes"] | undefined;
    readonly provider: Provider;
  };

  constructor(name: string, args: ClusterArgs, opts?: ComponentResourceOptions) {
    const settings = clusterWithDefaults(name, args, argumentsOf("Cluster", name));
    super("cluster", "Cluster", name, settings, opts);

    const { project, network } = args;
    const { prefix, location, protect } = settings;
    const child = { parent: this };
    const identity = createNodeIdentity(name, prefix, project.id, settings.imageRepositories, child);
    const encryption = encryptionOf(name, args, settings, child);
    const nodeConfig = nodeConfigOf(identity.account.email, encryption?.disksKey);
    const cluster = new GkeCluster(
      `${name}-gke`,
      goldenPath({
        ...settings,
        projectId: project.id,
        network,
        nodeConfig,
        secretsKey: encryption?.secretsKey,
        securityGroup: settings.securityGroup,
      }),
      {
        ...child,
        protect,
        // Private nodes fetch their system images over the NAT, with rights and keys granted before.
        dependsOn: [...(network.egress ?? []), ...identity.grants, ...(encryption?.nodes.grants ?? [])],
        ignoreChanges: [
          // It describes the first pool, which is gone; the API answers with another's, and a difference
          // would replace the cluster (source: pulumi-gcp, issue 744).
          "nodeConfig",
          // A count of the first pool as well; a difference would replace the cluster.
          "initialNodeCount",
        ],
      },
    );
    const nodePools: Record<string, NodePool> = {};
    for (const [key, pool] of Object.entries(settings.nodePools)) {
      const context = {
        owner: name,
        cluster: cluster.name,
        location,
        zones: settings.zones,
        nodeConfig,
        protect,
      };
      nodePools[key] = createNodePool(key, pool, context, child);
    }

    // URNs are known when planning: they make the provider wait for the pools, and a pool that is added later
    // does not make the kubeconfig unknown.
    const pools = Object.values(nodePools).map((pool) => pool.urn);
    const { endpoint } = cluster.controlPlaneEndpointsConfig.dnsEndpointConfig;
    this.kubeconfig = all([endpoint, ...pools]).apply(([dns]) =>
      kubeconfigOf({ name: prefix, endpoint: dns ?? "" }),
    );
    this.provider = new Provider(
      `${name}-kubernetes`,
      {
        kubeconfig: this.kubeconfig,
        // Decides alone whether the provider, and so all that is in the cluster, is replaced: a new endpoint
        // must not, a new cluster has a new name or place.
        clusterIdentifier: `gke:${project.id}/${location}/${prefix}`,
        enableServerSideApply: true,
      },
      child,
    );
    this.clusterName = prefix;
    this.clusterId = cluster.id;
    this.location = location;
    this.project = { id: project.id, number: all([project.number, cluster.urn]).apply(([number]) => number) };
    this.controlPlaneRanges = [network.nodesCidr];
    this.workloadPool = workloadPoolOf(project);
    this.disksKey = encryption?.disksKey;
    this.nodes = { cluster, nodePools, identity, encryption: encryption?.nodes, provider: this.provider };
    this.publish({ summary: summaryOf(settings) });
  }

  /** The principal that a Kubernetes service account is to IAM, for a role that needs no key. */
  identity(namespace: string, serviceAccount: string): Output<string> {
    const { id, number } = this.project;
    return output(number).apply((known) =>
      workloadPrincipal({ id, number: known }, namespace, serviceAccount),
    );
  }
}

function encryptionOf(
  owner: string,
  { project, network, keyRing }: ClusterArgs,
  { prefix, encryptionKeys, protect }: ClusterSettings,
  opts: { parent: Cluster },
): Encryption | undefined {
  const { region } = network;
  return encryptionKeys === "customer"
    ? createEncryption({ owner, prefix, project, region, keyRing, protect }, opts)
    : undefined;
}
