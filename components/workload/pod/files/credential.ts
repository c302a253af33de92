import type { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { labelsOf } from "../../../core/kubernetes/labels.ts";
import { createExternalSecret } from "../../../secrets/operator/external-secret.ts";
import type { PodSettings } from "../settings.ts";
import type { MountedCredential, SecretStoreReference } from "./credentials.ts";

/**
 * Declares the ExternalSecret from which the operator creates the Kubernetes Secret that pods mount. A rotation reaches
 * the pods in two steps: the operator reads the store every hour, then the kubelet refreshes the mounted files. For
 * processes that read them once there is `credentialsRevision`, part of the name: a new one creates a new Secret beside
 * the old one, and the pods roll over to it. A failure on the way leaves the running pods unchanged.
 */
export function createCredential(
  parent: ComponentResource,
  settings: PodSettings,
  { name, secretName, files }: MountedCredential,
  store: SecretStoreReference,
): CustomResource {
  const { id, namespace } = settings;
  // The pods are not rolled out before the Secret is synced; the deployment reports a missing one.
  const annotations = { "pulumi.com/waitFor": "condition=Ready" };
  const labels = labelsOf(settings);
  const args = { name: secretName, namespace, labels, annotations, store: store.name, files };
  const dependsOn = store.ready ? [store.ready] : [];
  return createExternalSecret(`${id}-${name}`, args, { parent, dependsOn });
}
