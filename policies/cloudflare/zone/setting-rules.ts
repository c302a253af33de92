import type { Rule, RuleWords } from "../../rule.ts";
import { httpsRedirect } from "./https-redirect.ts";
import { zoneSettingRule } from "./setting-rule.ts";

/** A rule over a setting with two or more values: a row of the table. */
interface ZoneSettingRow extends Omit<RuleWords, "appliesTo"> {
  readonly setting: string;
  /** Values that are accepted. */
  readonly is: readonly string[];
  /** Cloudflare's own value where the zone does not set it. Source: Cloudflare API, zone settings. */
  readonly byDefault: string;
  /** What is wrong; the setting's value and what is allowed are added to it. */
  readonly finding: string;
  readonly insteadOf?: Parameters<typeof zoneSettingRule>[0]["insteadOf"];
}

/** Rules over one setting of a zone. */
export const ZONE_SETTING_RULES: readonly Rule[] = (
  [
    {
      id: "cloudflare-always-use-https",
      title: "Plain HTTP is redirected to HTTPS",
      severity: "high",
      frameworks: { Prowler: ["zone_https_redirect_enabled"] },
      setting: "always_use_https",
      is: ["on"],
      byDefault: "off",
      insteadOf: httpsRedirect,
      finding: "the edge serves pages over plain HTTP",
      fix: 'set the zone setting "always_use_https" to "on"',
      why: "The first request of a visit, with its cookies, can be read and changed on the way.",
    },
    {
      id: "cloudflare-https-rewrites",
      title: "Links to plain HTTP are rewritten",
      severity: "low",
      enforcement: "advisory",
      frameworks: { Prowler: ["zone_automatic_https_rewrites_enabled"] },
      setting: "automatic_https_rewrites",
      is: ["on"],
      byDefault: "on",
      finding: "links to plain HTTP stay as they are",
      fix: 'set the zone setting "automatic_https_rewrites" to "on"',
      why: "Browsers block a script or image that a secure page asks for over plain HTTP.",
    },
    {
      id: "cloudflare-early-data",
      title: "Requests in TLS early data are refused",
      setting: "0rtt",
      is: ["off"],
      byDefault: "off",
      finding: "the edge takes requests from TLS early data",
      fix: 'set the zone setting "0rtt" to "off"',
      why: "Early data can be replayed: a recorded request, such as a payment, is sent again.",
    },
    {
      id: "cloudflare-tls-1-3",
      title: "TLS 1.3 is offered",
      severity: "low",
      frameworks: { Prowler: ["zone_tls_1_3_enabled"] },
      setting: "tls_1_3",
      is: ["on", "zrt"],
      byDefault: "on",
      finding: "the edge does not offer TLS 1.3",
      fix: 'set the zone setting "tls_1_3" to "on"',
      why: "TLS 1.3 encrypts certificates, drops weak ciphers and saves a round trip.",
    },
    {
      id: "cloudflare-development-mode",
      title: "Development mode is off",
      frameworks: { Prowler: ["zone_development_mode_disabled"] },
      setting: "development_mode",
      is: ["off"],
      byDefault: "off",
      finding: "the edge neither caches nor optimizes",
      fix: 'remove the zone setting "development_mode"',
      why: "Every request goes to the origin, which is sized for what the cache leaves.",
    },
    {
      id: "cloudflare-security-level",
      title: "The zone challenges addresses of bad repute",
      frameworks: { Prowler: ["zone_security_under_attack_disabled"] },
      setting: "security_level",
      is: ["low", "medium", "high"],
      byDefault: "medium",
      finding: "the zone's protection is off, or every visitor is challenged",
      fix: 'remove the zone setting "security_level", or set it to "medium"',
      why: "Without it known attackers are let in; under_attack stops webhooks, apps and search engines.",
    },
    {
      id: "cloudflare-browser-check",
      title: "Requests with headers of attackers are refused",
      severity: "low",
      enforcement: "advisory",
      frameworks: { Prowler: ["zone_browser_integrity_check_enabled"] },
      setting: "browser_check",
      is: ["on"],
      byDefault: "on",
      finding: "the edge does not check headers",
      fix: 'remove the zone setting "browser_check", or set it to "on"',
      why: "Simple scanners and spammers pass that are recognized by their headers.",
    },
  ] satisfies readonly ZoneSettingRow[]
).map(settingRule);

function settingRule({ is, byDefault, finding, insteadOf, ...row }: ZoneSettingRow): Rule {
  const allowed = `allowed: ${is.join(", ")}`;
  const name = row.setting;
  return zoneSettingRule({
    severity: "medium",
    enforcement: "mandatory",
    frameworks: {},
    ...row,
    // A zone that leaves the setting alone is accepted where Cloudflare's own value is.
    ...(is.includes(byDefault)
      ? {}
      : { missing: `${finding} (${name} is not set, which means ${byDefault}; ${allowed})` }),
    ...(insteadOf && { insteadOf }),
    *check(value) {
      if (!is.includes(value.text() ?? "")) {
        yield value.violation(`${finding} (${name} is ${value.text() ?? "no string"}; ${allowed})`);
      }
    },
  });
}
