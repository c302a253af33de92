import type { PolicyResource } from "../../context.ts";
import { openTo } from "../../opened.ts";
import type { Property } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

const FIREWALL = "gcp:compute/firewall:Firewall";
const EXTERNAL_ACCESS = "gcp:vmwareengine/externalAccessRule:ExternalAccessRule";
/** Rules of firewall policies, each a resource. */
const POLICY_RULES = [
  "gcp:compute/firewallPolicyRule:FirewallPolicyRule",
  "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule",
  "gcp:compute/regionNetworkFirewallPolicyRule:RegionNetworkFirewallPolicyRule",
];
/** Firewall policies that hold their rules. */
const POLICIES = [
  "gcp:compute/firewallPolicyWithRules:FirewallPolicyWithRules",
  "gcp:compute/networkFirewallPolicyWithRules:NetworkFirewallPolicyWithRules",
  "gcp:compute/regionNetworkFirewallPolicyWithRules:RegionNetworkFirewallPolicyWithRules",
];

/** A rule of a firewall that may let traffic in. */
interface FirewallRule {
  readonly allows: () => boolean;
  readonly sources: Property;
  /** The member of a source that has its range; the source itself if undefined. */
  readonly range?: string;
  /** Where traffic comes from besides its addresses, such as INTERNET. */
  readonly networks?: readonly Property[];
}

export const openFirewall = resourceRule<FirewallRule>({
  id: "gcp-open-firewall",
  title: "No firewall rule is open to the internet",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {
    Checkov: ["CKV_GCP_2", "CKV_GCP_3", "CKV_GCP_88", "CKV2_GCP_12"],
  },
  appliesTo: [FIREWALL, ...POLICY_RULES, ...POLICIES, EXTERNAL_ACCESS],
  fix: "restrict the source ranges, for example to Google's load balancers or Cloudflare, and expose the load balancer instead",
  why: "Anything that listens on those machines, now or later, is discovered and attacked within minutes.",
  each: rulesOf,
  *check({ allows, sources, range, networks = [] }) {
    if (!allows()) {
      return;
    }
    const inside = networks.some((network) => INSIDE.some((value) => network.is(value)));
    if (inside) {
      return;
    }
    const fromInternet = networks.find((network) => network.is("INTERNET"));
    if (fromInternet && !sources.exists()) {
      yield fromInternet.violation("open to the whole internet (INTERNET)");
      return;
    }
    const items = sources.items();
    const ranges = range === undefined ? items : items.map((item) => item.at(range));
    yield* openTo({ list: sources, ranges }, (share) => `open to ${share}`);
  },
});

/** Networks of a source that are not the internet, whatever the ranges. */
const INSIDE = ["INTRA_VPC", "NON_INTERNET", "VPC_NETWORKS"];

function rulesOf(resource: PolicyResource): FirewallRule[] {
  if (resource.type === FIREWALL) {
    return [
      {
        allows: () =>
          !resource.at("direction").is("EGRESS") &&
          !resource.at("disabled").is(true) &&
          resource.at("allows").items().length > 0,
        sources: resource.at("sourceRanges"),
      },
    ];
  }
  if (resource.type === EXTERNAL_ACCESS) {
    const sources = resource.at("sourceIpRanges");
    return [{ allows: () => resource.at("action").is("ALLOW"), sources, range: "ipAddressRange" }];
  }
  return POLICIES.includes(resource.type)
    ? resource.at("rules").items().map(policyRule)
    : [policyRule(resource.inputs())];
}

function policyRule(rule: Property): FirewallRule {
  const match = rule.at("match");
  return {
    allows: () =>
      rule.at("action").is("allow") && rule.at("direction").is("INGRESS") && !rule.at("disabled").is(true),
    sources: match.at("srcIpRanges"),
    networks: [match.at("srcNetworkScope"), match.at("srcNetworkContext")],
  };
}
