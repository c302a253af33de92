import type { Cluster } from "@pulumi/gcp/container/cluster.js";
import type { Provider } from "@pulumi/kubernetes/provider.js";
import {
  type ComponentResourceOptions,
  type CustomResourceOptions,
  type Output,
  output,
  type Resource,
} from "@pulumi/pulumi";
import type { FactInputs } from "#graph/facts";
import { Component } from "../../core/component.ts";
import type { ProjectIdentity } from "../../core/google/project.ts";
import { workloadPoolOf, workloadPrincipalIn } from "../../core/google/workload-identity.ts";
import { accessTo } from "./access.ts";
import type { GkeClusterArgs } from "./args.ts";
import type { Encryption } from "./foundation/encryption.ts";
import type { Foundation } from "./foundation/foundation.ts";
import type { NodeIdentity } from "./foundation/node-identity.ts";
import type { GkeSettings } from "./settings.ts";

/** The children of every cluster. */
export interface GkeClusterResources {
  readonly cluster: Cluster;
  /** Undefined for an existing cluster that gets no nodes from here. */
  readonly identity: NodeIdentity | undefined;
  /** Undefined for an existing cluster, and where Google manages keys. */
  readonly encryption: Encryption["resources"] | undefined;
  readonly provider: Provider;
}

/** What one kind of cluster has made of its arguments. */
export interface GkeClusterParts<Own extends object> {
  readonly cluster: Cluster;
  /** Undefined for an existing cluster that gets no nodes from here. */
  readonly foundation: Foundation | undefined;
  /** Children that only this kind has. */
  readonly own: Own;
  /** What has to be there before something runs in the cluster, such as its pools. */
  readonly after: readonly Resource[];
}

/** What differs between the kinds of clusters. */
export interface GkeClusterKind<Own extends object> {
  /** Name of the class. */
  readonly kind: string;
  readonly args: GkeClusterArgs;
  /** The arguments with their defaults, plain values only. */
  readonly settings: GkeSettings;
  /** Region or zone. */
  readonly location: string;
  readonly facts: FactInputs;
  /** Makes the children, or reads the cluster that is there. */
  readonly create: (opts: CustomResourceOptions) => GkeClusterParts<Own>;
}

/** A cluster of GKE with all that it gives to others, whoever manages its nodes; see {@link KubernetesCluster}. */
export abstract class GkeCluster<Own extends object = object> extends Component {
  /** Provider for everything that runs in the cluster; ready once the pools are, where there are any. */
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
  readonly resources: GkeClusterResources & Own;

  protected constructor(
    name: string,
    { kind, args, settings, location, facts, create }: GkeClusterKind<Own>,
    opts: ComponentResourceOptions | undefined,
  ) {
    super("cluster", kind, name, settings, opts);
    const { project } = args;
    const { clusterName, controlPlaneRanges } = settings;
    const child = { parent: this };
    const { cluster, foundation, own, after } = create(child);
    const urns = after.map(({ urn }) => urn);
    const access = accessTo({ owner: name, project, clusterName, location, cluster, after: urns }, child);

    this.kubeconfig = access.kubeconfig;
    this.provider = access.provider;
    this.clusterName = clusterName;
    this.clusterId = cluster.id;
    this.location = location;
    this.project = access.project;
    this.controlPlaneRanges = controlPlaneRanges;
    this.workloadPool = workloadPoolOf(project);
    const disksKey = args.existing?.disksKey ?? foundation?.disksKey;
    this.disksKey = disksKey === undefined ? undefined : output(disksKey);
    this.resources = {
      cluster,
      identity: foundation?.identity,
      encryption: foundation?.encryption?.resources,
      provider: access.provider,
      ...own,
    };
    this.publish({ facts });
  }

  /** The principal that a Kubernetes service account is to IAM, for a role that needs no key. */
  identity(namespace: string, serviceAccount: string): Output<string> {
    return workloadPrincipalIn(this.project, namespace, serviceAccount);
  }
}
