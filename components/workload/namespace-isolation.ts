import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { createPolicies, type NetworkPolicyResource } from "../network-policy/declare.ts";
import { denyAllPolicy } from "../network-policy/policies.ts";

/** Arguments of a {@link NamespaceIsolation}. */
export interface NamespaceIsolationArgs {
  /** An existing namespace. */
  readonly namespace: string;
  /** The system that the namespace belongs to. */
  readonly partOf: string;
}

/**
 * Denies all ingress and egress of a namespace's pods. Only the links of its workloads open connections: a pod without
 * links reaches nothing, not even a resolver. Source: howlerops, network policies.
 *
 * @public
 */
export class NamespaceIsolation extends Component {
  readonly resources: { readonly policies: Readonly<Record<string, NetworkPolicyResource>> };

  constructor(name: string, args: NamespaceIsolationArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("NamespaceIsolation", name, args);
    const { namespace, partOf } = args;
    checks.that(
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
