import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { createPolicies, type NetworkPolicyResource } from "../network-policy/declare.ts";
import { denyAllPolicy } from "../network-policy/policies.ts";

/** Arguments of a {@link NamespaceIsolation}. */
export interface NamespaceIsolationArgs {
  /** Namespace that exists already. */
  readonly namespace: string;
  /** System that the namespace is part of. */
  readonly partOf: string;
}

/**
 * Denies a namespace's pods everything, in and out. What the links of its workloads then open is all there
 * is: a pod that declares no link reaches nothing, not even a resolver.
 * Source: howlerops, network policies.
 */
export class NamespaceIsolation extends Component {
  readonly resources: { readonly policies: Readonly<Record<string, NetworkPolicyResource>> };

  constructor(name: string, args: NamespaceIsolationArgs, opts?: ComponentResourceOptions) {
    const { namespace, partOf } = args;
    argumentsOf("NamespaceIsolation", name).that(
      !namespace.startsWith("kube-"),
      "namespace",
      namespace,
      "namespaces other than Kubernetes' own (their controllers declare no links)",
    );
    super("workload", "NamespaceIsolation", name, { namespace, partOf }, opts);
    this.resources = {
      policies: createPolicies(this, { name: namespace, partOf }, [denyAllPolicy(name, namespace)]),
    };
    this.publish({ facts: { defaultTraffic: { ingress: "deny", egress: "deny" } } });
  }
}
