import { zoneSettingRule } from "./setting-rule.ts";

export const strictTls = zoneSettingRule({
  id: "cloudflare-strict-tls",
  title: "The edge checks the origin's certificate",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Prowler: ["zone_ssl_strict"] },
  setting: "ssl",
  missing: "the zone does not say how the edge connects to the origin",
  fix: 'set the zone setting "ssl" to "strict"',
  why: "With less, whoever sits between edge and origin reads and changes everything, and visitors see a padlock.",
  *check(value) {
    if (!value.is("strict")) {
      yield value.violation(`the edge accepts any origin (ssl is ${value.text() ?? "not set"})`);
    }
  },
});
