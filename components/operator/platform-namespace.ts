import type { ComponentResource } from "@pulumi/pulumi";
import { isRange } from "#models/addresses/ranges";
import { Namespace, type Quota } from "../cluster/namespace.ts";
import type { ArgumentChecks } from "../core/arguments.ts";
import { kubernetesApi } from "../core/kubernetes/api.ts";
import type { Labelled } from "../core/kubernetes/labels.ts";
import type { PodPeer } from "../core/link.ts";
import { createPolicies, type NetworkPolicyResource } from "../network-policy/declare.ts";
import { resolverPolicy } from "../network-policy/platform.ts";
import {
  type AddressPolicy,
  type Caller,
  denyAllPolicy,
  linkPolicies,
  type Policy,
  podsFrom,
} from "../network-policy/policies.ts";

/** Arguments of {@link createPlatformNamespace}. */
export interface PlatformNamespaceArgs {
  /** Name of the namespace. Changing it replaces everything inside. */
  readonly namespace: string;
  /** The owner in the labels. */
  readonly owner: Labelled;
  /** Ranges of the cluster's control plane, known at plan time, such as `172.16.0.0/28`. */
  readonly controlPlaneRanges: readonly string[];
  /** Quota of its pods and load balancers. Default: that of a {@link Namespace}. */
  readonly quota?: Quota;
  /** Whether it refuses deletion. */
  readonly protect: boolean;
  /** Additional ingress and egress of its pods. */
  readonly policies?: readonly Policy[];
}

/** A namespace and its policies. */
export interface PlatformNamespace {
  readonly namespace: Namespace;
  readonly policies: Readonly<Record<string, NetworkPolicyResource>>;
}

/**
 * The namespace of a controller, such as the ingress controller: all traffic is denied except DNS, the Kubernetes API
 * and the listed connections. Pods must meet the "restricted" Pod Security Standard.
 * @param name logical name of the component that owns it; the children's names start with it
 */
export function createPlatformNamespace(
  parent: ComponentResource,
  name: string,
  args: PlatformNamespaceArgs,
): PlatformNamespace {
  const { namespace, owner, controlPlaneRanges, quota = {}, protect, policies = [] } = args;
  const everyPod: Caller = { kind: "pods", name: namespace, id: name, namespace, labels: {} };
  const home = new Namespace(
    `${name}-namespace`,
    { namespace, partOf: owner.partOf, quota, protect },
    { parent },
  );
  const all = [
    denyAllPolicy(name, namespace),
    resolverPolicy(everyPod),
    ...linkPolicies(everyPod, kubernetesApi(controlPlaneRanges)),
    ...policies,
  ];
  return { namespace: home, policies: createPolicies(parent, owner, all, { dependsOn: [home] }) };
}

export function checkControlPlane(checks: ArgumentChecks, ranges: readonly string[]): void {
  checks.that(
    ranges.length > 0 && ranges.every(isRange),
    "controlPlaneRanges",
    ranges,
    "one or more ranges such as 172.16.0.0/28 (without them no pod reaches the Kubernetes API)",
  );
}

/**
 * Allows the API server to call an admission webhook: from the control plane's addresses, or through the agents that
 * tunnel its connections into the cluster, whose label is specific to GKE. Sources: GKE documentation, Konnectivity
 * service; tigera/operator, pull request 5212.
 */
export function webhookPolicy(
  name: string,
  webhook: PodPeer,
  port: number,
  controlPlaneRanges: readonly string[],
): AddressPolicy {
  const agents: PodPeer = {
    kind: "pods",
    namespace: "kube-system",
    labels: { "k8s-app": "konnectivity-agent" },
  };
  const from = [
    ...controlPlaneRanges.map((cidr) => ({ ipBlock: { cidr } })),
    podsFrom(webhook.namespace, agents),
  ];
  return {
    kind: "NetworkPolicy",
    id: `${name}-from-control-plane`,
    name: "webhook-from-control-plane",
    namespace: webhook.namespace,
    spec: {
      podSelector: { matchLabels: { ...webhook.labels } },
      policyTypes: ["Ingress"],
      ingress: [{ from, ports: [{ port, protocol: "TCP" }] }],
    },
  };
}
