import { type Node, UNKNOWN, type Value } from "#graph/model";
import { registrableZone } from "#policies/cloudflare/zone/registrable-zone";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";
import { READ_ZONE } from "../../support/zones.ts";

const zone = (name: Value, parent?: Node) =>
  resource("cloudflare:index/zone:Zone", { name }, parent ? { parent } : {});

function component(plan: string): Node {
  return { ...resource("strata:edge:Zone", {}, { name: "edge" }), published: { facts: { plan } } };
}

function subscription(id: Value, of: Node): Node {
  return resource(
    "cloudflare:index/zoneSubscription:ZoneSubscription",
    { ratePlan: { id } },
    { uses: { zoneId: of } },
  );
}

const STAGING = zone("staging.example.com");
const BELOW = '"staging.example.com" is below example.com, which is the domain that is registered [name]';

describe("D10 zones of registered domains", () => {
  describeRule(registrableZone, {
    passes: {
      "registered domains": [zone("example.com")],
      "a domain below a public suffix of two labels": [zone("example.co.uk")],
      "a zone that is only read": [READ_ZONE],
      "a subdomain on the Enterprise plan": [
        zone("staging.example.com", component("enterprise")),
        component("enterprise"),
      ],
      "a subdomain with an Enterprise subscription": [STAGING, subscription("enterprise", STAGING)],
    },
    fails: {
      "a name below another": { stack: [STAGING], findings: [BELOW] },
      "a name below another on a lesser plan": {
        stack: [STAGING, subscription("pro", STAGING)],
        findings: [BELOW],
      },
      "a public suffix": {
        stack: [zone("co.uk")],
        findings: ['"co.uk" is a public suffix, below which others register domains [name]'],
      },
    },
    unknown: {
      "a name that is not known": { stack: [zone(UNKNOWN)], at: ["name"] },
      "a plan that is not known": { stack: [STAGING, subscription(UNKNOWN, STAGING)], at: ["ratePlan.id"] },
    },
  });
});
