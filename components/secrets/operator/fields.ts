import {
  laterText,
  list,
  object,
  oneOf,
  required,
  text,
  texts,
} from "../../core/kubernetes/custom-resource-fields.ts";

/**
 * The used fields of the External Secrets operator's custom resources. Source: external-secrets/external-secrets,
 * config/crds/bases at 2.9.0, `external-secrets.io/v1`.
 */

export const EXTERNAL_SECRET = object({
  refreshInterval: text,
  secretStoreRef: object({ kind: oneOf("SecretStore", "ClusterSecretStore"), name: text }),
  target: object({
    name: text,
    creationPolicy: oneOf("Owner", "Orphan", "Merge", "None"),
    deletionPolicy: oneOf("Delete", "Merge", "Retain"),
  }),
  data: list(
    object({
      secretKey: required(text),
      remoteRef: required(object({ key: required(text), property: text, version: text })),
    }),
  ),
});

export const CLUSTER_SECRET_STORE = object({
  conditions: list(object({ namespaces: texts })),
  provider: required(
    object({
      gcpsm: object({
        projectID: text,
        auth: object({
          workloadIdentity: object({
            clusterLocation: laterText,
            clusterName: laterText,
            clusterProjectID: text,
            serviceAccountRef: required(object({ name: required(text), namespace: text })),
          }),
        }),
      }),
    }),
  ),
});
