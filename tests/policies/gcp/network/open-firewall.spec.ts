import { expect } from "chai";
import { UNKNOWN, type Values } from "#graph/model";
import { CLOUDFLARE_RANGES } from "#models/cloudflare/ranges";
import { HEALTH_CHECK_RANGES } from "#models/google/ranges";
import { check } from "#policies/check";
import { openFirewall } from "#policies/gcp/network/open-firewall";
import { graphOf, resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const FIREWALL = "gcp:compute/firewall:Firewall";
const POLICY_RULE = "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule";
const POLICY = "gcp:compute/regionNetworkFirewallPolicyWithRules:RegionNetworkFirewallPolicyWithRules";
const ALLOWS = [{ protocol: "tcp", ports: ["443"] }];

function policyRule(inputs: Values) {
  return resource(POLICY_RULE, { action: "allow", direction: "INGRESS", ...inputs });
}

describeRule(openFirewall, {
  passes: {
    "an office, private ranges and Google's health checks": [
      resource(FIREWALL, {
        allows: ALLOWS,
        sourceRanges: ["192.0.2.0/24", "10.0.0.0/8", ...HEALTH_CHECK_RANGES],
      }),
    ],
    "the edge of a network": [
      resource(FIREWALL, { allows: ALLOWS, sourceRanges: [...CLOUDFLARE_RANGES.ipv4] }),
      policyRule({ match: { srcIpRanges: [...CLOUDFLARE_RANGES.ipv6] } }),
    ],
    "a rule of a policy for private networks": [
      policyRule({ match: { srcIpRanges: ["0.0.0.0/0"], srcNetworkScope: "INTRA_VPC" } }),
      policyRule({ match: { srcIpRanges: ["0.0.0.0/0"], srcNetworkContext: "VPC_NETWORKS" } }),
      policyRule({ match: { srcIpRanges: ["0.0.0.0/0"], srcNetworkScope: "NON_INTERNET" } }),
      policyRule({ disabled: true, match: { srcIpRanges: ["0.0.0.0/0"] } }),
      policyRule({ direction: "EGRESS", match: { srcIpRanges: ["0.0.0.0/0"] } }),
    ],
    "named sources": [resource(FIREWALL, { allows: ALLOWS, sourceRanges: ["35.191.0.0/16"] })],
    "a rule outwards": [
      resource(FIREWALL, { allows: ALLOWS, direction: "EGRESS", sourceRanges: ["0.0.0.0/0"] }),
    ],
    "a rule that denies": [
      resource(FIREWALL, { denies: [{ protocol: "all" }], sourceRanges: ["0.0.0.0/0"] }),
    ],
    "a rule that is switched off": [
      resource(FIREWALL, { allows: ALLOWS, disabled: true, sourceRanges: ["0.0.0.0/0"] }),
    ],
  },
  fails: {
    "both halves": {
      stack: [resource(FIREWALL, { allows: ALLOWS, sourceRanges: ["0.0.0.0/1", "128.0.0.0/1"] })],
      findings: ["open to the whole internet (0.0.0.0/1, 128.0.0.0/1) [sourceRanges]"],
    },
    "a rule for everybody in another notation": {
      stack: [resource(FIREWALL, { allows: ALLOWS, sourceRanges: ["::0/0"] })],
      findings: ["open to the whole internet (::0/0) [sourceRanges]"],
    },
    "many ranges": {
      stack: [
        resource(FIREWALL, {
          allows: ALLOWS,
          sourceRanges: ["3.0.0.0/9", "10.0.0.0/8", "4.0.0.0/8", "5.0.0.0/8", "6.0.0.0/8"],
        }),
      ],
      findings: ["open to 1.5 % of the internet (4.0.0.0/8, 5.0.0.0/8, 6.0.0.0/8 and 1 more) [sourceRanges]"],
    },
    "a rule of a policy": {
      stack: [policyRule({ match: { srcIpRanges: ["0.0.0.0/0"], srcNetworkScope: "INTERNET" } })],
      findings: ["open to the whole internet (0.0.0.0/0) [match.srcIpRanges]"],
    },
    "a rule of a policy for the internet by its name": {
      stack: [policyRule({ match: { srcNetworkContext: "INTERNET" } })],
      findings: ["open to the whole internet (INTERNET) [match.srcNetworkContext]"],
    },
    "one rule of several inside a policy": {
      stack: [
        resource(POLICY, {
          rules: [
            { action: "deny", direction: "INGRESS", match: { srcIpRanges: ["0.0.0.0/0"] } },
            { action: "allow", direction: "INGRESS", match: { srcIpRanges: ["0.0.0.0/1"] } },
          ],
        }),
      ],
      findings: ["open to 56 % of the internet (0.0.0.0/1) [rules[1].match.srcIpRanges]"],
    },
    "the outside of a private cloud": {
      stack: [
        resource("gcp:vmwareengine/externalAccessRule:ExternalAccessRule", {
          action: "ALLOW",
          sourceIpRanges: [{ ipAddressRange: "0.0.0.0/0" }],
        }),
      ],
      findings: ["open to the whole internet (0.0.0.0/0) [sourceIpRanges]"],
    },
    "a rule for everybody who speaks the older protocol": {
      stack: [resource(FIREWALL, { allows: ALLOWS, sourceRanges: ["0.0.0.0/0"] })],
      findings: ["open to the whole internet (0.0.0.0/0) [sourceRanges]"],
    },
    "a rule for everybody": {
      stack: [resource(FIREWALL, { allows: ALLOWS, sourceRanges: ["10.0.0.0/8", "0.0.0.0/0", "::/0"] })],
      findings: ["open to the whole internet (0.0.0.0/0, ::/0) [sourceRanges]"],
    },
  },
  unknown: {
    "one source that is not known beside a small one": {
      stack: [resource(FIREWALL, { allows: ALLOWS, sourceRanges: ["192.0.2.0/24", UNKNOWN] })],
      at: ["sourceRanges[1]"],
    },
    "sources that are not known": {
      stack: [resource(FIREWALL, { allows: ALLOWS, sourceRanges: UNKNOWN })],
      at: ["sourceRanges"],
    },
  },
});

describe("findings about what is open", () => {
  it("I7 are as severe as the share of the internet is wide", () => {
    const severity = (range: string) =>
      check(graphOf([resource(FIREWALL, { allows: ALLOWS, sourceRanges: [range] })]), [openFirewall], {
        today: "2026-01-01",
      }).findings.map((finding) => finding.severity);
    expect(severity("0.0.0.0/2")).to.deep.equal(["high"]);
    expect(severity("4.0.0.0/8")).to.deep.equal(["medium"]);
    expect(severity("4.0.0.0/12")).to.deep.equal([]);
  });
});
