import type { Provider } from "@pulumi/kubernetes/provider.js";
import type { Output } from "@pulumi/pulumi";
import type { ProjectIdentity } from "../core/google/project.ts";

/**
 * A cluster as an argument of the layers above, created or read, in any mode: what {@link Cluster} and {@link
 * AutopilotCluster} have in common.
 *
 * @public
 */
export interface KubernetesCluster {
  /** Provider for everything in the cluster; ready once the pools are, if there are any. */
  readonly provider: Provider;
  /** Known once the cluster exists. It contains no credential, see {@link kubeconfigOf}. */
  readonly kubeconfig: Output<string>;
  /** Name in the cloud: the prefix, or the existing cluster's name. */
  readonly clusterName: string;
  /** Id of the cluster, for backup plans. */
  readonly clusterId: Output<string>;
  /** Region or zone. */
  readonly location: string;
  /**
   * Ranges of the Kubernetes API as seen from pods: the control plane always has an address in the nodes' subnet. Known
   * at plan time, for network policies.
   */
  readonly controlPlaneRanges: readonly string[];
  /**
   * The project, for grants to Kubernetes service accounts: its number waits for the cluster, since the identity pool
   * is created with a project's first cluster and earlier grants are refused.
   */
  readonly project: ProjectIdentity;
  /** Pool of the identities of Kubernetes service accounts. */
  readonly workloadPool: string;
  /** Id of the key for disks; undefined if Google manages keys. */
  readonly disksKey: Output<string> | undefined;
  /** The IAM principal of a Kubernetes service account, for keyless role grants. */
  identity(namespace: string, serviceAccount: string): Output<string>;
}
