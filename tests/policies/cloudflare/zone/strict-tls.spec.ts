import { UNKNOWN } from "#graph/model";
import { strictTls } from "#policies/cloudflare/zone/strict-tls";
import { changed, resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";
import { READ_ZONE, setting, ZONE } from "../../support/zones.ts";

const OTHER = resource("cloudflare:index/zone:Zone", { name: "example.org" }, { name: "other" });

describeRule(strictTls, {
  passes: {
    "a zone that is strict": [ZONE, setting("ssl", "strict")],
    "a zone that is read, and set by its id": [
      READ_ZONE,
      changed(setting("ssl", "strict"), "zoneId", "0a1b"),
    ],
  },
  fails: {
    "a zone without the setting": {
      stack: [ZONE, setting("brotli", "on")],
      findings: ["the zone does not say how the edge connects to the origin [name]"],
    },
    "a setting that is weaker": {
      stack: [ZONE, setting("ssl", "full")],
      findings: ["the edge accepts any origin (ssl is full) [value]"],
    },
    "a setting of another zone": {
      stack: [ZONE, OTHER, setting("ssl", "strict")],
      findings: ["the zone does not say how the edge connects to the origin [name]"],
    },
  },
  unknown: {
    "a value that is not known": { stack: [ZONE, setting("ssl", UNKNOWN)], at: ["value"] },
    "which setting it is": { stack: [ZONE, setting(UNKNOWN, "strict")], at: ["settingId", "settingId"] },
  },
});
