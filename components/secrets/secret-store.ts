import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import type { ComponentResourceOptions, Input, Resource } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { FieldType } from "../core/kubernetes/custom-resource-fields.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import type { CLUSTER_SECRET_STORE } from "./operator/fields.ts";

/** Name of the store that workloads refer to. */
export const SECRET_STORE = "secret-manager";

/** Service account as which the secrets of a namespace are read; one in each namespace of the store. */
export const SECRET_READER = "secret-reader";

/** The cluster as the exchange of tokens names it. */
export interface ClusterNames {
  readonly name: Input<string>;
  /** Region or zone. */
  readonly location: Input<string>;
}

/** Arguments of a {@link SecretStore}. */
export interface SecretStoreArgs {
  /** Id of the project that holds the cluster and its secrets. */
  readonly project: string;
  /** The cluster that reads. */
  readonly cluster: ClusterNames;
  /** Namespaces that may read from it. They exist before, and each gets a service account to read with. */
  readonly namespaces: readonly string[];
  /** What has to exist before: the operator's release. */
  readonly installed?: Resource;
  /** Name of the store. Default {@link SECRET_STORE}. */
  readonly storeName?: string;
  /** System that the objects are labelled as part of. Default "platform". */
  readonly partOf?: string;
}

/**
 * Secret Manager as a store of the External Secrets operator.
 *
 * There is no key: the operator reads as the service account of the namespace that asks, by Workload Identity.
 * A namespace therefore gets the secrets granted to it and no others, even if its own objects name more.
 */
export class SecretStore extends Component {
  /** What ExternalSecrets name. */
  readonly store: { readonly kind: "ClusterSecretStore"; readonly name: string };
  readonly resources: {
    readonly store: CustomResource;
    /** By namespace. */
    readonly readers: Readonly<Record<string, ServiceAccount>>;
  };

  constructor(name: string, args: SecretStoreArgs, opts?: ComponentResourceOptions) {
    const { cluster, installed, ...settings } = withDefaults(name, args);
    super("secrets", "SecretStore", name, settings, opts);
    const { project, namespaces, storeName, partOf } = settings;
    const labels = labelsOf({ name: storeName, partOf });
    const readers = Object.fromEntries(
      namespaces.map((namespace) => [
        namespace,
        new ServiceAccount(
          `${name}-reader-${namespace}`,
          { metadata: { name: SECRET_READER, namespace, labels }, automountServiceAccountToken: false },
          { parent: this },
        ),
      ]),
    );
    const spec: FieldType<typeof CLUSTER_SECRET_STORE> = {
      conditions: [{ namespaces }],
      provider: {
        gcpsm: {
          projectID: project,
          auth: {
            workloadIdentity: {
              clusterProjectID: project,
              clusterName: cluster.name,
              clusterLocation: cluster.location,
              // Without a namespace it is that of the ExternalSecret that is being read for.
              serviceAccountRef: { name: SECRET_READER },
            },
          },
        },
      },
    };
    const store = new CustomResource(
      `${name}-store`,
      {
        apiVersion: "external-secrets.io/v1",
        kind: "ClusterSecretStore",
        metadata: { name: storeName, labels },
        spec,
      },
      { parent: this, dependsOn: [...(installed ? [installed] : []), ...Object.values(readers)] },
    );
    this.store = { kind: "ClusterSecretStore", name: storeName };
    this.resources = { store, readers };
    this.publish({ facts: { secretStore: { namespaces } } });
  }
}

function withDefaults(name: string, args: SecretStoreArgs) {
  const checks = argumentsOf("SecretStore", name);
  const settings = { storeName: SECRET_STORE, partOf: "platform", ...args };
  checks.that(settings.namespaces.length > 0, "namespaces", settings.namespaces, "at least one namespace");
  checks.that(
    new Set(settings.namespaces).size === settings.namespaces.length,
    "namespaces",
    settings.namespaces,
    "each namespace once",
  );
  checks.matches("project", settings.project, /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, "project ids");
  return settings;
}
