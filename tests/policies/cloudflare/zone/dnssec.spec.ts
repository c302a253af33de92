import { UNKNOWN } from "#graph/model";
import { dnssec } from "#policies/cloudflare/zone/dnssec";
import { describeRule } from "../../support/rules.ts";
import { ofZone, ZONE } from "../../support/zones.ts";

describeRule(dnssec, {
  passes: { "a signed zone": [ZONE, ofZone("zoneDnssec:ZoneDnssec", { status: "active" })] },
  fails: {
    "a zone without": { stack: [ZONE], findings: ["the zone has no DNSSEC [name]"] },
    "a zone that switches it off": {
      stack: [ZONE, ofZone("zoneDnssec:ZoneDnssec", { status: "disabled" })],
      findings: ["DNSSEC is disabled [status]"],
    },
  },
  unknown: {
    "a status that is not known": {
      stack: [ZONE, ofZone("zoneDnssec:ZoneDnssec", { status: UNKNOWN })],
      at: ["status"],
    },
  },
});
