import { UNKNOWN } from "#graph/model";
import { minimumTls } from "#policies/cloudflare/zone/minimum-tls";
import { describeRule } from "../../support/rules.ts";
import { ofZone, setting, ZONE } from "../../support/zones.ts";

describeRule(minimumTls, {
  passes: {
    "TLS 1.2": [ZONE, setting("min_tls_version", "1.2")],
    "TLS 1.3": [ZONE, setting("min_tls_version", "1.3")],
    "hosts that do not say, or say something else": [
      ofZone("customHostname:CustomHostname", { hostname: "shop.example.net", ssl: { method: "http" } }),
      ofZone("hostnameTlsSetting:HostnameTlsSetting", {
        settingId: "ciphers",
        value: ["ECDHE-RSA-AES128-GCM-SHA256"],
      }),
    ],
  },
  fails: {
    "a zone that does not say": { stack: [ZONE], findings: ["the zone accepts TLS 1.0, the default [name]"] },
    "TLS 1.1": {
      stack: [ZONE, setting("min_tls_version", "1.1")],
      findings: ["visitors may connect with TLS 1.1 [value]"],
    },
    "a host below the zone's version": {
      stack: [
        ofZone("hostnameTlsSetting:HostnameTlsSetting", { settingId: "min_tls_version", value: "1.0" }),
      ],
      findings: ["visitors may connect with TLS 1.0 [value]"],
    },
    "a customer's host below the zone's version": {
      stack: [ofZone("customHostname:CustomHostname", { ssl: { settings: { minTlsVersion: "1.1" } } })],
      findings: ["visitors may connect with TLS 1.1 [ssl.settings.minTlsVersion]"],
    },
  },
  unknown: {
    "a version that is not known": { stack: [ZONE, setting("min_tls_version", UNKNOWN)], at: ["value"] },
  },
});
