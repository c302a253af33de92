import { UNKNOWN, type Value, type Values } from "#graph/model";
import { openAccess } from "#policies/cloudflare/zone/open-access";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

function accessRule(mode: string, target: string, value: Value) {
  return resource("cloudflare:index/accessRule:AccessRule", { mode, configuration: { target, value } });
}

function policy(inputs: Values) {
  return resource("cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy", {
    decision: "bypass",
    ...inputs,
  });
}

describeRule(openAccess, {
  passes: {
    "an office that skips the firewall": [accessRule("whitelist", "ip_range", "192.0.2.0/24")],
    "a country that is challenged": [accessRule("challenge", "country", "T1")],
    "everyone who logs in": [policy({ decision: "allow", includes: [{ everyone: {} }] })],
    "everyone with a certificate": [
      policy({ decision: "non_identity", includes: [{ everyone: {} }], requires: [{ certificate: {} }] }),
    ],
    "an office without a login": [policy({ includes: [{ ip: { ip: "192.0.2.1" } }] })],
  },
  fails: {
    "half of the internet": {
      stack: [accessRule("whitelist", "ip_range", "0.0.0.0/1")],
      findings: ["56 % of the internet (0.0.0.0/1) skips the firewall [configuration.value]"],
    },
    "a country": {
      stack: [accessRule("whitelist", "country", "US")],
      findings: ["every address of country US skips the firewall [configuration.value]"],
    },
    "everyone without a login": {
      stack: [policy({ includes: [{ everyone: {} }] })],
      findings: ["everyone is let in without a login [includes]"],
    },
    "both halves of everyone, in an application's policy": {
      stack: [
        resource("cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication", {
          policies: [
            { decision: "bypass", includes: [{ ip: { ip: "0.0.0.0/1" } }, { ip: { ip: "128.0.0.0/1" } }] },
          ],
        }),
      ],
      findings: [
        "the whole internet (0.0.0.0/1, 128.0.0.0/1) is let in without a login [policies[0].includes]",
      ],
    },
  },
  unknown: {
    "an address that is not known": {
      stack: [accessRule("whitelist", "ip_range", UNKNOWN)],
      at: ["configuration.value"],
    },
  },
});
