import type { Block } from "#models/addresses/internet";
import type { PolicyResource } from "../../context.ts";
import { openTo } from "../../opened.ts";
import type { Property } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

const NETWORK_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const CILIUM = [
  "kubernetes:cilium.io/v2:CiliumNetworkPolicy",
  "kubernetes:cilium.io/v2:CiliumClusterwideNetworkPolicy",
];

/** Entities of Cilium that the internet is of. Source: Cilium documentation, entities based policies. */
const WORLD = ["world", "world-ipv4", "world-ipv6", "all"];

/** A list of rules for traffic to pods, and what their peers are besides pods: blocks of addresses, or entities. */
interface Admission {
  readonly rules: Property;
  readonly peers: (rule: Property) => Property[];
}

export const openNetworkPolicy = resourceRule<Admission>({
  id: "kubernetes-open-network-policy",
  title: "No network policy admits the internet to pods",
  severity: "high",
  appliesTo: [NETWORK_POLICY, ...CILIUM],
  fix: "name the pods or ranges that connect, and let visitors in through the ingress",
  why: "A pod that the internet may reach has no WAF, no rate limit and no TLS policy once a Service or a node leads to it.",
  each: admissionsOf,
  *check({ rules, peers }, policy) {
    // Visitors reach the ingress, whose own load balancer decides which of them.
    if (!policy.inLayer("ingress")) {
      const ranges = rules.items().flatMap(peers);
      yield* openTo({ list: rules, ranges, read: blockOf }, (share) => `the policy admits ${share}`);
    }
  },
});

function admissionsOf(policy: PolicyResource): Admission[] {
  if (policy.type === NETWORK_POLICY) {
    return [
      {
        rules: policy.at("spec.ingress"),
        peers: (rule) => itemsOf(rule.at("from")).map((peer) => peer.at("ipBlock")),
      },
    ];
  }
  return [policy.at("spec"), ...itemsOf(policy.at("specs"))].map((spec) => ({
    rules: spec.at("ingress"),
    peers: (rule) => ["fromCIDR", "fromCIDRSet", "fromEntities"].flatMap((name) => itemsOf(rule.at(name))),
  }));
}

/** The elements of a list, or the list itself where it is not known. */
function itemsOf(list: Property): Property[] {
  return list.isReadable() ? list.items() : [list];
}

/** A block in an object, or by itself; all blocks for an entity that has the internet. */
function blockOf(peer: Property): string | Block {
  const text = peer.scalar();
  if (typeof text === "string") {
    return WORLD.includes(text) ? "*" : text;
  }
  return { cidr: peer.at("cidr").text() ?? "", except: peer.at("except").texts() };
}
