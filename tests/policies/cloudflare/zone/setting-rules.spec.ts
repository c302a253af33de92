import { expect } from "chai";
import { UNKNOWN } from "#graph/model";
import { ZONE_SETTING_RULES } from "#policies/cloudflare/zone/setting-rules";
import type { Rule } from "#policies/rule";
import { describeRule, outcome } from "../../support/rules.ts";
import { ruleset, setting, ZONE } from "../../support/zones.ts";

/** By rule: its setting, an accepted and a refused value, and the finding for the refused one. */
const ROWS: Readonly<Record<string, readonly [string, string, string, string]>> = {
  "cloudflare-always-use-https": [
    "always_use_https",
    "on",
    "off",
    "the edge serves pages over plain HTTP (always_use_https is off; allowed: on) [value]",
  ],
  "cloudflare-browser-check": [
    "browser_check",
    "on",
    "off",
    "the edge does not check headers (browser_check is off; allowed: on) [value]",
  ],
  "cloudflare-development-mode": [
    "development_mode",
    "off",
    "on",
    "the edge neither caches nor optimizes (development_mode is on; allowed: off) [value]",
  ],
  "cloudflare-early-data": [
    "0rtt",
    "off",
    "on",
    "the edge takes requests from TLS early data (0rtt is on; allowed: off) [value]",
  ],
  "cloudflare-https-rewrites": [
    "automatic_https_rewrites",
    "on",
    "off",
    "links to plain HTTP stay as they are (automatic_https_rewrites is off; allowed: on) [value]",
  ],
  "cloudflare-security-level": [
    "security_level",
    "medium",
    "essentially_off",
    "the zone's protection is off, or every visitor is challenged (security_level is essentially_off; allowed: low, medium, high) [value]",
  ],
  "cloudflare-tls-1-3": [
    "tls_1_3",
    "on",
    "off",
    "the edge does not offer TLS 1.3 (tls_1_3 is off; allowed: on, zrt) [value]",
  ],
};
const HTTPS = "cloudflare-always-use-https";
const REDIRECT = ruleset("http_request_dynamic_redirect", [
  { action: "redirect", expression: "not ssl", enabled: true },
]);

describe("rules over one setting of a zone", () => {
  it("have examples, every row", () => {
    expect(Object.keys(ROWS).sort()).to.deep.equal(ZONE_SETTING_RULES.map(({ id }) => id).sort());
  });

  for (const rule of ZONE_SETTING_RULES) {
    const [name = "", good = "", bad = "", finding = ""] = ROWS[rule.id] ?? [];
    describeRule(rule, {
      passes: { [`${name} ${good}`]: [ZONE, setting(name, good)] },
      fails: { [`${name} ${bad}`]: { stack: [ZONE, setting(name, bad)], findings: [finding] } },
      unknown: { "a value that is not known": { stack: [ZONE, setting(name, UNKNOWN)], at: ["value"] } },
    });
  }

  it("I27 finds a zone without always_use_https, unless a rule redirects", () => {
    const rule = ZONE_SETTING_RULES.find(({ id }) => id === HTTPS) as Rule;
    expect(outcome(rule, [ZONE]).findings).to.deep.equal([
      "the edge serves pages over plain HTTP (always_use_https is not set, which means off; allowed: on) [name]",
    ]);
    expect(outcome(rule, [ZONE, REDIRECT])).to.deep.equal({ findings: [], unknown: [] });
    const some = ruleset("http_request_dynamic_redirect", [
      { action: "redirect", expression: 'not ssl and http.host eq "a.example"', enabled: true },
    ]);
    expect(outcome(rule, [ZONE, some]).findings).to.have.length(1);
    const off = ruleset("http_request_dynamic_redirect", [
      { action: "redirect", expression: "not ssl", enabled: false },
    ]);
    expect(outcome(rule, [ZONE, off]).findings).to.have.length(1);
  });

  it("accepts a zone that leaves alone what Cloudflare has on itself", () => {
    for (const rule of ZONE_SETTING_RULES.filter(({ id }) => id !== HTTPS)) {
      expect(outcome(rule, [ZONE]), rule.id).to.deep.equal({ findings: [], unknown: [] });
    }
  });
});
