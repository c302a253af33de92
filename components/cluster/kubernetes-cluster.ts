import type { Provider } from "@pulumi/kubernetes/provider.js";
import type { Output } from "@pulumi/pulumi";
import type { ProjectIdentity } from "../core/google/project.ts";

/**
 * A cluster as everything above takes it, whoever manages its nodes and whether it is created or read: what
 * {@link Cluster} and {@link AutopilotCluster} have in common.
 */
export interface KubernetesCluster {
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
  /** The principal that a Kubernetes service account is to IAM, for a role that needs no key. */
  identity(namespace: string, serviceAccount: string): Output<string>;
}
