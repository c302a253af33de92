import type * as inputs from "@pulumi/kubernetes/types/input.js";
import { ANYWHERE, contains, NOT_PUBLIC } from "#models/addresses/ranges";
import { NAMESPACE_LABEL } from "../core/kubernetes/labels.ts";
import type { CidrPeer, PodPeer, PolicyEndpoint } from "../core/link.ts";
import { HOST_NAME_POLICY_KIND, type HostNamePolicySpec } from "./host-names.ts";

type Peers = inputs.networking.v1.NetworkPolicyPeer[];
type Port = { readonly port: number; readonly endPort?: number; readonly protocol: "TCP" | "UDP" };

/** The calling side of a link. */
export interface Caller extends PodPeer {
  /** Name of the workload in the cluster, from which the policies' names are derived. */
  readonly name: string;
  /** Logical name of the component that declares them, unique in the stack. Default: `name`. */
  readonly id?: string;
}

interface PolicyNames {
  /** Logical name of the resource. */
  readonly id: string;
  /** Name of the object. */
  readonly name: string;
  readonly namespace: string;
}

/** A NetworkPolicy to be declared. */
export interface AddressPolicy extends PolicyNames {
  readonly kind: "NetworkPolicy";
  readonly spec: inputs.networking.v1.NetworkPolicySpec;
}

/** A policy by host names to be declared, which GKE's Dataplane V2 can enforce. */
export interface HostNamePolicy extends PolicyNames {
  readonly kind: typeof HOST_NAME_POLICY_KIND;
  readonly spec: HostNamePolicySpec;
}

export type Policy = AddressPolicy | HostNamePolicy;

/** How egress to an external host is limited: by name if the cluster supports it, otherwise to public addresses. */
export type HostEgress = "names" | "addresses";

/**
 * The policies of one link: egress on the caller's side and, if the callee is pods, ingress on theirs. Each is a
 * separate object, so that adding or removing a link edits nothing shared.
 */
export function linkPolicies(
  caller: Caller,
  endpoint: PolicyEndpoint,
  hosts: HostEgress = "addresses",
): Policy[] {
  const { peer } = endpoint;
  const ports = [portOf(endpoint)];
  if (peer.kind === "host" && hosts === "names") {
    const egress = [{ matches: peer.hosts.map(matchOf), ports }];
    const spec = { podSelector: selectorOf(caller), egress };
    return [{ kind: HOST_NAME_POLICY_KIND, ...callerSide(caller, endpoint.name), spec }];
  }
  const to = peer.kind === "pods" ? [podsFrom(caller.namespace, peer)] : blocksOf(peer);
  const egress = egressPolicy(caller, endpoint.name, [{ to, ports }]);
  return peer.kind === "pods" ? [egress, calleePolicy(caller, endpoint, peer)] : [egress];
}

/** Allows a caller's egress by the given rules. @param to the target; part of the policy's name */
export function egressPolicy(
  caller: Caller,
  to: string,
  egress: inputs.networking.v1.NetworkPolicyEgressRule[],
): AddressPolicy {
  const spec = { podSelector: selectorOf(caller), policyTypes: ["Egress"], egress };
  return { kind: "NetworkPolicy", ...callerSide(caller, to), spec };
}

/** Denies all ingress and egress of every pod of a namespace; only links open connections. */
export function denyAllPolicy(id: string, namespace: string): AddressPolicy {
  const spec = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
  return { kind: "NetworkPolicy", id: `${id}-deny-all`, name: "deny-all", namespace, spec };
}

/** Allows external addresses to reach pods, such as a load balancer's proxies or health checkers. */
export function rangesPolicy(
  name: string,
  callee: PodPeer,
  source: CidrPeer,
  ports: readonly number[],
): AddressPolicy {
  const from = blocksOf(source);
  const open = ports.map((port): Port => ({ port, protocol: "TCP" }));
  const spec = {
    podSelector: selectorOf(callee),
    policyTypes: ["Ingress"],
    ingress: [{ from, ports: open }],
  };
  return { kind: "NetworkPolicy", id: name, name, namespace: callee.namespace, spec };
}

/**
 * The pods of a peer as seen from a namespace: a pod selector alone means the policy's own namespace, both
 * together mean those pods in that one.
 */
export function podsFrom(namespace: string, peer: PodPeer): inputs.networking.v1.NetworkPolicyPeer {
  const podSelector = selectorOf(peer);
  return peer.namespace === namespace
    ? { podSelector }
    : { podSelector, namespaceSelector: { matchLabels: { [NAMESPACE_LABEL]: peer.namespace } } };
}

/** Ingress on the callee's side. A caller in another namespace is qualified with it, as in `api-from-web.shop`. */
function calleePolicy(caller: Caller, endpoint: PolicyEndpoint, callee: PodPeer): AddressPolicy {
  const { namespace } = callee;
  const from = caller.namespace === namespace ? caller.name : `${caller.name}.${caller.namespace}`;
  const ingress = [{ from: [podsFrom(namespace, caller)], ports: [portOf(endpoint)] }];
  const spec = { podSelector: selectorOf(callee), policyTypes: ["Ingress"], ingress };
  const names = {
    id: `${endpoint.name}-from-${caller.id ?? caller.name}`,
    name: `${endpoint.name}-from-${from}`,
    namespace,
  };
  return { kind: "NetworkPolicy", ...names, spec };
}

function callerSide({ id, name, namespace }: Caller, to: string): PolicyNames {
  return { id: `${id ?? name}-to-${to}`, name: `${name}-to-${to}`, namespace };
}

/**
 * Address blocks of a peer outside the cluster. A NetworkPolicy cannot match host names: for a host it can only exclude
 * ranges that are certainly not on the internet.
 */
function blocksOf(peer: Exclude<PolicyEndpoint["peer"], PodPeer>): Peers {
  if (peer.kind === "host") {
    return [{ ipBlock: { cidr: ANYWHERE, except: [...NOT_PUBLIC] } }];
  }
  return peer.ranges.map((cidr) => {
    const except = (peer.except ?? []).filter((inner) => contains(cidr, inner));
    return { ipBlock: except.length > 0 ? { cidr, except } : { cidr } };
  });
}

/** Policies match the port of the pod, not the Service's. */
function portOf({ port, endPort, targetPort, protocol }: PolicyEndpoint): Port {
  return {
    port: targetPort ?? port,
    ...(endPort === undefined ? {} : { endPort }),
    protocol: protocol === "udp" ? "UDP" : "TCP",
  };
}

function selectorOf({ labels }: PodPeer): { matchLabels: Record<string, string> } {
  return { matchLabels: { ...labels } };
}

function matchOf(host: string): { name: string } | { pattern: string } {
  return host.includes("*") ? { pattern: host } : { name: host };
}
