import type { ComponentResourceOptions, Input } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { checkTargets, type LinkTarget, linksTo } from "../core/endpoint-group.ts";
import type { LinkPurpose, PodPeer } from "../core/link.ts";
import { callerPolicies, checkEgress, type EgressArgs } from "../network-policy/caller-policies.ts";
import { createPolicies, type NetworkPolicyResource } from "../network-policy/declare.ts";

/** Arguments of {@link LinkPolicies}. */
export interface LinkPoliciesArgs extends EgressArgs {
  /** The calling pods. */
  readonly caller: PodPeer;
  /** Their name in the policies' names. Default: the component's name. */
  readonly callerName?: string;
  /** The system that the policies belong to. */
  readonly partOf: string;
  /** Links to its callees; each opens the caller's egress and, if the callee is pods, their ingress. */
  readonly links: readonly LinkTarget[];
  /** URN of whatever runs the pods, which the picture shows as the caller. Default: this component. */
  readonly owner?: Input<string> | undefined;
  /** What the caller connects for. Default "request". */
  readonly purpose?: LinkPurpose;
}

/**
 * The network policies of a caller whose pods are managed elsewhere, such as an ingress controller or Prometheus from a
 * chart. Workloads of this layer declare their links themselves.
 *
 * @public
 * @throws ArgumentError if two links have the same name
 */
export class LinkPolicies extends Component {
  readonly resources: { readonly policies: Readonly<Record<string, NetworkPolicyResource>> };

  constructor(name: string, args: LinkPoliciesArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("LinkPolicies", name, args);
    const { caller, callerName = name, partOf, links, googleIdentity = false } = args;
    checkTargets(checks, links);
    checkEgress(checks, args);
    const names = links.map((target) => target.name);
    super(
      "workload",
      "LinkPolicies",
      name,
      { caller, callerName, partOf, links: names, googleIdentity },
      opts,
    );
    const policies = callerPolicies({ ...caller, id: name, name: callerName }, args);
    this.resources = { policies: createPolicies(this, { name: callerName, partOf }, policies) };
    this.publish({ links: linksTo(args.owner ?? this.urn, links, args.purpose) });
  }
}
