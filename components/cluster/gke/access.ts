import { Provider } from "@pulumi/kubernetes/provider.js";
import { all, type CustomResourceOptions, output, type Resource } from "@pulumi/pulumi";
import { workloadPoolOf } from "../../core/google/workload-identity.ts";
import type { KubernetesCluster } from "../kubernetes-cluster.ts";
import type { GkeClusterArgs } from "./args.ts";
import type { GkeClusterParts } from "./gke-cluster.ts";
import type { PlacedSettings } from "./settings.ts";

/** What the way into a cluster is made from. */
export interface AccessSource extends GkeClusterParts {
  readonly args: Pick<GkeClusterArgs, "project" | "existing">;
  readonly settings: Pick<PlacedSettings, "clusterName" | "location" | "controlPlaneRanges">;
  /** What has to be there before something runs in the cluster, such as its pools. */
  readonly after: readonly Resource[];
}

/** The way into a cluster: what it gives to others. */
export type Access = Omit<KubernetesCluster, "identity">;

/** Creates the provider for what runs in a cluster, created or read. */
export function createAccess(owner: string, source: AccessSource, opts: CustomResourceOptions): Access {
  const { args, settings, cluster, foundation, after } = source;
  const { project, existing } = args;
  const { clusterName, location, controlPlaneRanges } = settings;
  const { endpoint } = cluster.controlPlaneEndpointsConfig.dnsEndpointConfig;
  // URNs are known when planning: they make the provider wait for the pools, and a pool that is added later
  // does not make the kubeconfig unknown.
  const kubeconfig = all([endpoint, ...after.map(({ urn }) => urn)]).apply(([dns]) =>
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
      // A ConfigMap without a fixed content, such as the map of a group of endpoints, follows changes while pods have it
      // mounted; the provider would replace it. Immutable ones still are (source: pulumi-kubernetes, issue 3181).
      enableConfigMapMutable: true,
    },
    opts,
  );
  const disksKey = existing?.disksKey ?? foundation?.disksKey;
  return {
    provider,
    kubeconfig,
    clusterName,
    clusterId: cluster.id,
    location,
    controlPlaneRanges,
    project: { id: project.id, number: all([project.number, cluster.urn]).apply(([number]) => number) },
    workloadPool: workloadPoolOf(project),
    disksKey: disksKey === undefined ? undefined : output(disksKey),
  };
}

/** What a kubeconfig is made from. */
export interface KubeconfigSettings {
  /** Name of the context, cluster and user in the file. */
  readonly name: string;
  /** DNS name of the control plane. */
  readonly endpoint: string;
}

/**
 * A kubeconfig for a cluster's DNS endpoint. It holds no credential: whoever uses it proves who they are by
 * `gke-gcloud-auth-plugin` with their own Google identity, and the endpoint's certificate is publicly trusted,
 * so there is no certificate of the cluster in it either. It is therefore no secret and never expires.
 */
export function kubeconfigOf({ name, endpoint }: KubeconfigSettings): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server: `https://${endpoint}` } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
    users: [
      {
        name,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "gke-gcloud-auth-plugin",
            installHint: "Install it with: gcloud components install gke-gcloud-auth-plugin",
            provideClusterInfo: true,
          },
        },
      },
    ],
  });
}
