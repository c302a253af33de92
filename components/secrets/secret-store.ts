import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import type { ComponentResourceOptions, Input, Resource } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { FieldType } from "../core/kubernetes/custom-resource-fields.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import type { CLUSTER_SECRET_STORE } from "./operator/fields.ts";

/** Default name of the store. */
export const SECRET_STORE = "secret-manager";

/** Service account that reads the secrets of a namespace; one in each namespace of the store. */
export const SECRET_READER = "secret-reader";

/** The cluster, for the token exchange. */
export interface ClusterNames {
  readonly name: Input<string>;
  /** Region or zone. */
  readonly location: Input<string>;
}

/** Arguments of a {@link SecretStore}. */
export interface SecretStoreArgs {
  /** Id of the project of the cluster and its secrets. */
  readonly project: string;
  /** The reading cluster. */
  readonly cluster: ClusterNames;
  /** Existing namespaces that may read from it; each gets a service account for reading. */
  readonly namespaces: readonly string[];
  /** Dependency: the operator's release. */
  readonly installed?: Resource;
  /** Name of the store. Default {@link SECRET_STORE}. */
  readonly storeName?: string;
  /** The system in the objects' labels. Default "platform". */
  readonly partOf?: string;
}

/**
 * Secret Manager as a store of the External Secrets operator.
 *
 * There is no key: the operator reads as the service account of the requesting namespace, through Workload Identity. A
 * namespace therefore gets only the secrets granted to it, even if its objects name others.
 *
 * @public
 */
export class SecretStore extends Component {
  /** The store, for ExternalSecrets. */
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
              // Without a namespace it defaults to that of the ExternalSecret.
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
  const checks = argumentsOf("SecretStore", name, args);
  const settings = { storeName: SECRET_STORE, partOf: "platform", ...args };
  checks.that(settings.namespaces.length > 0, "namespaces", settings.namespaces, "at least one namespace");
  checks.distinct("namespaces", settings.namespaces, "each namespace once");
  checks.matches("project", settings.project, /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, "project ids");
  return settings;
}
