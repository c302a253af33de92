import type { Block } from "#models/addresses/internet";
import { openTo } from "../../opened.ts";
import type { Property } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

export const openNetworkPolicy = resourceRule({
  id: "kubernetes-open-network-policy",
  title: "No network policy admits the internet to pods",
  severity: "high",
  appliesTo: ["kubernetes:networking.k8s.io/v1:NetworkPolicy"],
  fix: "name the pods or ranges that connect, and let visitors in through the ingress",
  why: "A pod that the internet may reach has no WAF, no rate limit and no TLS policy once a Service or a node leads to it.",
  *check(policy) {
    // Visitors reach the ingress, whose own load balancer decides which of them.
    if (policy.inLayer("ingress")) {
      return;
    }
    const list = policy.at("spec.ingress");
    const ranges = list
      .items()
      .flatMap((rule) => peersOf(rule.at("from")))
      .map((peer) => peer.at("ipBlock"));
    yield* openTo({ list, ranges, read: blockOf }, (share) => `the policy admits ${share}`);
  },
});

/** The peers of a rule, or the list itself where it is not known. */
function peersOf(from: Property): Property[] {
  return from.isReadable() ? from.items() : [from];
}

function blockOf(block: Property): string | Block {
  const cidr = block.at("cidr").text() ?? "";
  return { cidr, except: block.at("except").texts() };
}
