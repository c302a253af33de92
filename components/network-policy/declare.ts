import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import { type ComponentResource, type CustomResourceOptions, mergeOptions } from "@pulumi/pulumi";
import { type Labelled, labelsOf } from "../core/kubernetes/labels.ts";
import { HOST_NAME_POLICY_VERSION } from "./host-names.ts";
import type { Policy } from "./policies.ts";

/** A policy declared by the program. */
export type NetworkPolicyResource = NetworkPolicy | CustomResource;

/**
 * Declares policies below a component, by logical name. Their names in the cluster are fixed; a change of rules is an
 * update in place, a change of name deletes the old one last.
 *
 * @param owner the owner in the policies' labels
 * @param opts additional options, such as a dependency on the namespace
 */
export function createPolicies(
  parent: ComponentResource,
  owner: Labelled,
  policies: readonly Policy[],
  opts: CustomResourceOptions = {},
): Record<string, NetworkPolicyResource> {
  const labels = labelsOf(owner);
  const own = mergeOptions(opts, { parent });
  return Object.fromEntries(policies.map((policy) => [policy.id, createPolicy(policy, labels, own)]));
}

function createPolicy(
  { kind, id, name, namespace, spec }: Policy,
  labels: Record<string, string>,
  opts: CustomResourceOptions,
): NetworkPolicyResource {
  const metadata = { name, namespace, labels };
  if (kind === "NetworkPolicy") {
    return new NetworkPolicy(id, { metadata, spec }, opts);
  }
  return new CustomResource(id, { apiVersion: HOST_NAME_POLICY_VERSION, kind, metadata, spec }, opts);
}
