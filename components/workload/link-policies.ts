import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { checkHosts, type Endpoint, linkTo, type PodPeer } from "../core/link.ts";
import { callerPolicies, type EgressArgs } from "../network-policy/caller-policies.ts";
import { createPolicies, type NetworkPolicyResource } from "../network-policy/declare.ts";

/** Arguments of {@link LinkPolicies}. */
export interface LinkPoliciesArgs extends EgressArgs {
  /** The calling pods. */
  readonly caller: PodPeer;
  /** What they are called in policies' names. Default: the component's name. */
  readonly callerName?: string;
  /** System that the policies are part of. */
  readonly partOf: string;
  /** What it calls; each opens the caller's egress and, where pods are called, their ingress. */
  readonly links: readonly Endpoint[];
}

/**
 * The network policies of a caller whose pods something else runs, such as an ingress controller or
 * Prometheus from a chart. Workloads of this layer declare their links themselves.
 *
 * @public
 * @throws ArgumentError when two links have one name
 */
export class LinkPolicies extends Component {
  readonly resources: { readonly policies: Readonly<Record<string, NetworkPolicyResource>> };

  constructor(name: string, args: LinkPoliciesArgs, opts?: ComponentResourceOptions) {
    const { caller, callerName = name, partOf, links, googleIdentity = false } = args;
    const names = links.map((endpoint) => endpoint.name);
    const checks = argumentsOf("LinkPolicies", name);
    checkHosts(checks, links);
    checks.that(
      new Set(names).size === names.length,
      "links",
      names,
      "endpoints, all different (policies are named after them)",
    );
    super(
      "workload",
      "LinkPolicies",
      name,
      { caller, callerName, partOf, links: names, googleIdentity },
      opts,
    );
    const policies = callerPolicies({ ...caller, id: name, name: callerName }, args);
    this.resources = { policies: createPolicies(this, { name: callerName, partOf }, policies) };
    this.publish({ links: links.map((endpoint) => linkTo(name, endpoint)) });
  }
}
