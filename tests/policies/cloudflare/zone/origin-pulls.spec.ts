import { UNKNOWN } from "#graph/model";
import { originPulls } from "#policies/cloudflare/zone/origin-pulls";
import { describeRule } from "../../support/rules.ts";
import { ofZone, setting, ZONE } from "../../support/zones.ts";

const SETTINGS = "authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings";
const SAYS = ["the edge does not authenticate to the origin [name]"];

describeRule(originPulls, {
  passes: {
    "the whole zone": [ZONE, ofZone(SETTINGS, { enabled: true })],
    "by the zone's setting": [ZONE, setting("tls_client_auth", "on")],
    "by host": [
      ZONE,
      ofZone("authenticatedOriginPulls:AuthenticatedOriginPulls", {
        configs: [{ hostname: "example.com", certId: "c", enabled: true }],
      }),
    ],
  },
  fails: {
    "a zone without": { stack: [ZONE], findings: SAYS },
    "a zone that switches it off": { stack: [ZONE, ofZone(SETTINGS, { enabled: false })], findings: SAYS },
    "a setting that is off": { stack: [ZONE, setting("tls_client_auth", "off")], findings: SAYS },
  },
  unknown: {
    "a switch that is not known": { stack: [ZONE, ofZone(SETTINGS, { enabled: UNKNOWN })], at: ["enabled"] },
  },
});
