import { zoneSettingRule } from "./setting-rule.ts";

export const minimumTls = zoneSettingRule({
  id: "cloudflare-minimum-tls",
  title: "Visitors connect with TLS 1.2 or later",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Prowler: ["zone_min_tls_version_secure"] },
  setting: "min_tls_version",
  missing: "the zone accepts TLS 1.0, the default",
  fix: 'set the zone setting "min_tls_version" to "1.2"',
  why: "TLS 1.0 and 1.1 are broken, and no current browser needs them.",
  *check(value) {
    if (!value.is("1.2") && !value.is("1.3")) {
      yield value.violation(`the zone accepts TLS ${value.text() ?? "1.0"}`);
    }
  },
});
