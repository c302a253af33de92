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
