import type { Cluster } from "@pulumi/gcp/container/cluster.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { all, type CustomResourceOptions, type Output } from "@pulumi/pulumi";
import type { ProjectIdentity } from "../../core/google/project.ts";
import { kubeconfigOf } from "./kubeconfig.ts";

/** What the way into a cluster is made from. */
export interface AccessSettings {
  /** Name of the cluster's component; the provider's name starts with it. */
  readonly owner: string;
  readonly project: ProjectIdentity;
  readonly clusterName: string;
  readonly location: string;
  readonly cluster: Cluster;
  /** URNs of what has to be there before something runs in the cluster, such as its pools. */
  readonly after: readonly Output<string>[];
}

/** The way into a cluster. */
export interface Access {
  readonly kubeconfig: Output<string>;
  readonly provider: Provider;
  /** The project, whose number waits for the cluster, since the pool of identities comes with it. */
  readonly project: ProjectIdentity;
}

/** Makes the provider for what runs in a cluster, created or read. */
export function accessTo(settings: AccessSettings, opts: CustomResourceOptions): Access {
  const { owner, project, clusterName, location, cluster, after } = settings;
  const { endpoint } = cluster.controlPlaneEndpointsConfig.dnsEndpointConfig;
  // URNs are known when planning: they make the provider wait for the pools, and a pool that is added later
  // does not make the kubeconfig unknown.
  const kubeconfig = all([endpoint, ...after]).apply(([dns]) =>
    kubeconfigOf({ name: clusterName, endpoint: dns ?? "" }),
  );
  const provider = new Provider(
    `${owner}-kubernetes`,
    {
      kubeconfig,
      // Decides alone whether the provider, and so all that is in the cluster, is replaced: a new endpoint
      // must not, a new cluster has a new name or place (source: pulumi-kubernetes, DiffConfig).
      clusterIdentifier: `gke:${project.id}/${location}/${clusterName}`,
      enableServerSideApply: true,
      // What somebody changed by hand belongs to them from then on: an update that sets it back fails otherwise.
      // What others are to own, such as an autoscaler's replicas, programs leave out or ignore.
      enablePatchForce: true,
    },
    opts,
  );
  const number = all([project.number, cluster.urn]).apply(([known]) => known);
  return { kubeconfig, provider, project: { id: project.id, number } };
}
