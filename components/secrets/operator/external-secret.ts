import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { FieldType } from "../../core/kubernetes/custom-resource-fields.ts";
import { EXTERNAL_SECRET_TIMEOUTS } from "../../core/kubernetes/timeouts.ts";
import type { EXTERNAL_SECRET } from "./fields.ts";

/** A Kubernetes Secret synced from secrets in a store. */
export interface ExternalSecretArgs {
  /** Name of the ExternalSecret and of its Secret. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Default none. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Name of the cluster-wide store. */
  readonly store: string;
  /** Key in the Secret to the id of the secret in the store. */
  readonly files: Readonly<Record<string, string>>;
  /** Refresh interval, such as `1h`. Default "1h". */
  readonly refreshInterval?: string;
}

/**
 * Declares an ExternalSecret: the value is copied from the store to the cluster without passing through the program or
 * its state. The Secret has no owner: it remains when the ExternalSecret, its definition or the operator is deleted,
 * since workloads may still use it (source: external-secrets #4214). An ExternalSecret that owned its Secret releases it.
 */
export function createExternalSecret(
  logicalName: string,
  args: ExternalSecretArgs,
  opts: CustomResourceOptions,
): CustomResource {
  const { name, namespace, labels, annotations, store, files, refreshInterval = "1h" } = args;
  const spec: FieldType<typeof EXTERNAL_SECRET> = {
    refreshInterval,
    secretStoreRef: { kind: "ClusterSecretStore", name: store },
    target: { name, creationPolicy: "Orphan", deletionPolicy: "Retain" },
    data: Object.entries(files).map(([secretKey, key]) => ({ secretKey, remoteRef: { key } })),
  };
  return new CustomResource(
    logicalName,
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name, namespace, labels, ...(annotations ? { annotations } : {}) },
      spec,
    },
    { customTimeouts: EXTERNAL_SECRET_TIMEOUTS, ...opts },
  );
}
