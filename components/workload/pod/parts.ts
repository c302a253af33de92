import type { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import type { PersistentVolumeClaim } from "@pulumi/kubernetes/core/v1/persistentVolumeClaim.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import type { ComponentResource, Resource } from "@pulumi/pulumi";
import { isGroup } from "../../core/endpoint-group.ts";
import { labelsOf, selectorOf } from "../../core/kubernetes/labels.ts";
import { callerPolicies } from "../../network-policy/caller-policies.ts";
import { createPolicies, type NetworkPolicyResource } from "../../network-policy/declare.ts";
import { configData, configName } from "./files/config-files.ts";
import { createMap } from "./files/create-map.ts";
import { createCredential } from "./files/credential.ts";
import { createClaims } from "./files/persistent-volumes.ts";
import { type ApiAccess, createApiAccess } from "./rights/api-access.ts";
import type { PodSettings } from "./settings.ts";

/** Resources that pods need before they start. */
export interface PodParts {
  readonly serviceAccount: ServiceAccount;
  /** Present if there are configuration files. */
  readonly config: ConfigMap | undefined;
  /** The sources of the mounted secrets, by credential. */
  readonly credentials: Readonly<Record<string, CustomResource>>;
  /** What tells where the members of a group of endpoints are, by group. */
  readonly maps: Readonly<Record<string, ConfigMap>>;
  /** The disks, by volume. */
  readonly claims: Readonly<Record<string, PersistentVolumeClaim>>;
  /** Present if the pods may use the Kubernetes API. */
  readonly apiAccess: ApiAccess | undefined;
  /** Network policies by logical name. */
  readonly policies: Readonly<Record<string, NetworkPolicyResource>>;
}

/** Declares a workload's service account, configuration, credentials and network policies below it. */
export function createPodParts(parent: ComponentResource, settings: PodSettings): PodParts {
  const { id, name, namespace, serviceAccountAnnotations: annotations } = settings;
  const serviceAccount = new ServiceAccount(
    id,
    // Only pods that may use the Kubernetes API mount a token, in their own spec.
    {
      metadata: {
        name,
        namespace,
        labels: labelsOf(settings),
        ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      },
      automountServiceAccountToken: false,
    },
    { parent },
  );
  const policies = callerPolicies({ kind: "pods", id, name, namespace, labels: selectorOf(name) }, settings);
  return {
    serviceAccount,
    config: createConfig(parent, settings),
    credentials: createCredentials(parent, settings),
    maps: Object.fromEntries(
      settings.links.filter(isGroup).map((group) => [group.name, createMap(parent, settings, group)]),
    ),
    claims: createClaims(parent, settings),
    apiAccess: createApiAccess(parent, settings),
    policies: createPolicies(parent, settings, policies),
  };
}

/** Dependencies of the first pod. */
export function startsAfter(parts: PodParts): Resource[] {
  const { serviceAccount, config, credentials, maps, claims, apiAccess, policies } = parts;
  return [
    serviceAccount,
    ...(apiAccess ? [apiAccess.binding] : []),
    ...(config ? [config] : []),
    ...Object.values(credentials),
    ...Object.values(maps),
    ...Object.values(claims),
    ...Object.values(policies),
  ];
}

function createConfig(parent: ComponentResource, settings: PodSettings): ConfigMap | undefined {
  const { id, name, namespace, files } = settings;
  if (Object.keys(files).length === 0) {
    return undefined;
  }
  const metadata = { name: configName(name, files), namespace, labels: labelsOf(settings) };
  return new ConfigMap(`${id}-config`, { metadata, data: configData(files), immutable: true }, { parent });
}

function createCredentials(parent: ComponentResource, settings: PodSettings): Record<string, CustomResource> {
  const { credentials, secretStore } = settings;
  return secretStore
    ? Object.fromEntries(
        credentials.map((one) => [one.name, createCredential(parent, settings, one, secretStore)]),
      )
    : {};
}
