import { type Node, UNKNOWN, type Value } from "#graph/model";
import { MANAGED_RULESETS } from "#models/cloudflare/managed-rulesets";
import { owaspRules } from "#policies/cloudflare/rulesets/owasp-rules";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";
import { ofZone, ruleset, ZONE } from "../../support/zones.ts";

const MISSING = "GET https://example.com/ reaches the origin without the OWASP rules [name]";

function executes(id: Value, expression: Value = "true"): Node {
  return ruleset("http_request_firewall_managed", [
    { action: "execute", expression, actionParameters: { id } },
  ]);
}

describeRule(owaspRules, {
  passes: {
    "a zone that executes them": [ZONE, executes(MANAGED_RULESETS.owasp)],
    "an account that executes them for each zone": [
      ZONE,
      resource(
        "cloudflare:index/ruleset:Ruleset",
        {
          kind: "root",
          accountId: "0a1b",
          phase: "http_request_firewall_managed",
          rules: [
            {
              action: "execute",
              expression: "true",
              actionParameters: { id: MANAGED_RULESETS.owasp },
            },
          ],
        },
        { name: "account" },
      ),
    ],
    "a zone on the Free plan, which has none": [
      ZONE,
      ofZone("zoneSubscription:ZoneSubscription", { ratePlan: { id: "free" } }),
    ],
  },
  fails: {
    "a zone with Cloudflare's own set alone": {
      stack: [ZONE, executes(MANAGED_RULESETS.cloudflare)],
      findings: [MISSING],
    },
    "a zone without any": { stack: [ZONE], findings: [MISSING] },
    "a part of the site": {
      stack: [ZONE, executes(MANAGED_RULESETS.owasp, 'starts_with(http.request.uri.path, "/api/")')],
      findings: [MISSING],
    },
  },
  unknown: {
    "a set that is not known": {
      stack: [ZONE, executes(UNKNOWN)],
      at: ["rules[0].actionParameters.id"],
    },
    "requests that a list selects": {
      stack: [ZONE, executes(MANAGED_RULESETS.owasp, "not ip.src in $office")],
      at: ["rules[0].expression"],
    },
  },
});
