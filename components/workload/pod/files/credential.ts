import type { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { labelsOf } from "../../../core/kubernetes/labels.ts";
import { createExternalSecret } from "../../../secrets/operator/external-secret.ts";
import type { PodSettings } from "../settings.ts";
import type { MountedCredential, SecretStoreReference } from "./credentials.ts";

/**
 * Declares the ExternalSecret from which the operator makes the Kubernetes Secret that pods mount.
 *
 * A rotation reaches the pods in two steps: the operator reads the store every hour, the kubelet then
 * refreshes the mounted files. For processes that read them once there is `credentialsRevision`, part of the
 * name: a new one makes a new Secret beside the old, and the pods roll from one to the other. Whatever fails
 * on the way leaves the running pods with what they have.
 */
export function createCredential(
  parent: ComponentResource,
  settings: PodSettings,
  { name, secretName, files }: MountedCredential,
  store: SecretStoreReference,
): CustomResource {
  const { id, namespace } = settings;
  // The pods are not rolled before the Secret has been read; the deployment says which one is missing.
  const annotations = { "pulumi.com/waitFor": "condition=Ready" };
  const labels = labelsOf(settings);
  const args = { name: secretName, namespace, labels, annotations, store: store.name, files };
  const dependsOn = store.ready ? [store.ready] : [];
  return createExternalSecret(`${id}-${name}`, args, { parent, dependsOn });
}
