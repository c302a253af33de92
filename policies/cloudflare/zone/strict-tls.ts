import { zoneSettingRule } from "./setting-rule.ts";

export const strictTls = zoneSettingRule({
  id: "cloudflare-strict-tls",
  title: "The edge verifies the origin's certificate",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Prowler: ["zone_ssl_strict"] },
  setting: "ssl",
  missing: "the zone does not say how the edge connects to the origin",
  fix: 'set the zone setting "ssl" to "strict"',
  why: "Otherwise an attacker between edge and origin can read and change all traffic while visitors see a padlock.",
  *check(value) {
    // Of the Enterprise plan: strict, also for what visitors request without TLS.
    if (!value.is("strict") && !value.is("origin_pull")) {
      yield value.violation(`the edge accepts any origin (ssl is ${value.text() ?? "not set"})`);
    }
  },
});
