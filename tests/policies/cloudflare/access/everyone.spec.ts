import { expect } from "chai";
import { UNKNOWN, type Values } from "#graph/model";
import { accessEveryone } from "#policies/cloudflare/access/everyone";
import { resource } from "../../support/nodes.ts";
import { describeRule, outcome } from "../../support/rules.ts";

const policy = (inputs: Values) =>
  resource("cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy", { decision: "allow", ...inputs });
const TEAM = { emailDomain: { domain: "shop.example" } };
const EVERYONE = { everyone: {} };

describeRule(accessEveryone, {
  passes: {
    "people of a domain": [policy({ includes: [TEAM] })],
    "everyone who meets a requirement": [policy({ includes: [EVERYONE], requires: [TEAM] })],
    "a refusal of everyone": [policy({ decision: "deny", includes: [EVERYONE] })],
  },
  fails: {
    everyone: {
      stack: [policy({ includes: [TEAM, EVERYONE] })],
      findings: ["the policy lets everyone in (decision is allow) [includes[1].everyone]"],
    },
    "a bypass, whatever is required": {
      stack: [policy({ decision: "bypass", includes: [EVERYONE], requires: [TEAM] })],
      findings: ["the policy lets everyone in (decision is bypass) [includes[0].everyone]"],
    },
    "a policy inside an application": {
      stack: [
        resource("cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication", {
          policies: [{ includes: [TEAM] }, { decision: "non_identity", includes: [EVERYONE] }],
        }),
      ],
      findings: ["the policy lets everyone in (decision is non_identity) [policies[1].includes[0].everyone]"],
    },
  },
  unknown: {
    "includes that are not known": { stack: [policy({ includes: UNKNOWN })], at: ["includes"] },
  },
});

describe("older names of Access", () => {
  it("are judged as well", () => {
    const old = resource("cloudflare:index/accessPolicy:AccessPolicy", {
      decision: "allow",
      includes: [EVERYONE],
    });
    const application = resource("cloudflare:index/accessApplication:AccessApplication", {
      policies: [{ includes: [EVERYONE] }],
    });
    expect(outcome(accessEveryone, [old, application]).findings).to.have.length(2);
  });
});
