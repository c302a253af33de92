import { pageRule } from "#policies/cloudflare/rulesets/page-rule";
import { describeRule } from "../../support/rules.ts";
import { ofZone, ZONE } from "../../support/zones.ts";

describeRule(pageRule, {
  passes: { "a zone without": [ZONE] },
  fails: {
    "any page rule": {
      stack: [ofZone("pageRule:PageRule", { target: "example.com/*" })],
      findings: ["the zone has a page rule beside its rulesets [target]"],
    },
  },
  unknown: {},
});
