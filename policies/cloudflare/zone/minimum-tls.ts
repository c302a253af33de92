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
  ofParts: {
    "cloudflare:index/hostnameTlsSetting:HostnameTlsSetting": (host) =>
      host.at("settingId").is("min_tls_version") ? host.at("value") : undefined,
    // Without a version of its own a custom hostname has that of the zone.
    "cloudflare:index/customHostname:CustomHostname": (host) => {
      const version = host.at("ssl.settings.minTlsVersion");
      return version.exists() ? version : undefined;
    },
  },
  *check(value) {
    if (!value.is("1.2") && !value.is("1.3")) {
      yield value.violation(`visitors may connect with TLS ${value.text() ?? "1.0"}`);
    }
  },
});
