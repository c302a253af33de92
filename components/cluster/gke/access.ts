import { Provider } from "@pulumi/kubernetes/provider.js";
import { all, type CustomResourceOptions, output, type Resource } from "@pulumi/pulumi";
import { workloadPoolOf } from "../../core/google/workload-identity.ts";
import type { KubernetesCluster } from "../kubernetes-cluster.ts";
import type { GkeClusterArgs } from "./args.ts";
import type { GkeClusterParts } from "./gke-cluster.ts";
import type { PlacedSettings } from "./settings.ts";

/** Inputs of the access to a cluster. */
export interface AccessSource extends GkeClusterParts {
  readonly args: Pick<GkeClusterArgs, "project" | "existing">;
  readonly settings: Pick<PlacedSettings, "clusterName" | "location" | "controlPlaneRanges">;
  /** Resources that must exist before anything runs in the cluster, such as its pools. */
  readonly after: readonly Resource[];
}

/** Access to a cluster for other components. */
export type Access = Omit<KubernetesCluster, "identity">;

/** Creates the provider for resources in a cluster, whether it is created or read. */
export function createAccess(owner: string, source: AccessSource, opts: CustomResourceOptions): Access {
  const { args, settings, cluster, foundation, after } = source;
  const { project, existing } = args;
  const { clusterName, location, controlPlaneRanges } = settings;
  const { endpoint } = cluster.controlPlaneEndpointsConfig.dnsEndpointConfig;
  // URNs are known at plan time: they make the provider wait for the pools, and a pool added later does not make the
  // kubeconfig unknown.
  const kubeconfig = all([endpoint, ...after.map(({ urn }) => urn)]).apply(([dns]) =>
    kubeconfigOf({ name: clusterName, endpoint: dns ?? "" }),
  );
  const provider = new Provider(
    `${owner}-kubernetes`,
    {
      kubeconfig,
      // It alone decides whether the provider, and so everything in the cluster, is replaced: a new endpoint must not
      // replace it, and a new cluster has a new name or location (source: pulumi-kubernetes, DiffConfig).
      clusterIdentifier: `gke:${project.id}/${location}/${clusterName}`,
      enableServerSideApply: true,
      // Manual changes make their author the owner of the field; without force, an update that reverts one fails.
      // Programs omit or ignore fields that others should own, such as an autoscaler's replicas.
      enablePatchForce: true,
      // A ConfigMap or Secret with a fixed name follows changes while pods have it mounted. The provider would delete it
      // first, and a pod that starts in between fails. Immutable ones are still replaced, under a name with a digest
      // (source: pulumi-kubernetes, issues 1568 and 3181).
      enableConfigMapMutable: true,
      enableSecretMutable: true,
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

/** Inputs of a kubeconfig. */
export interface KubeconfigSettings {
  /** Name of the context, cluster and user in the file. */
  readonly name: string;
  /** DNS name of the control plane. */
  readonly endpoint: string;
}

/**
 * A kubeconfig for a cluster's DNS endpoint. It contains no credential: its users authenticate through
 * `gke-gcloud-auth-plugin` with their Google identity. The endpoint's certificate is publicly trusted, so it contains
 * no cluster certificate either. It is therefore not a secret and never expires.
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
