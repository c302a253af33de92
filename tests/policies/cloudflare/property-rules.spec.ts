import { expect } from "chai";
import { UNKNOWN } from "#graph/model";
import { CLOUDFLARE_PROPERTY_RULES } from "#policies/cloudflare/property-rules";
import { RULESET } from "#policies/cloudflare/rulesets/ruleset";
import { at, describeTable } from "../support/property-rules.ts";
import { outcome } from "../support/rules.ts";
import { ruleset } from "../support/zones.ts";

describe("rules over one property of zones and accounts", () => {
  describeTable(CLOUDFLARE_PROPERTY_RULES, {
    "cloudflare-tls-exception": {
      passes: [at("actions.ssl", "strict"), at("actions.cacheLevel", "bypass")],
      fails: [
        [
          at("actions.ssl", "flexible"),
          "for some requests the edge accepts any origin, or none encrypted (ssl is flexible; allowed: anything but off, flexible, full) [actions.ssl]",
        ],
        [
          { rules: [{ actionParameters: { ssl: "off" } }] },
          "for some requests the edge accepts any origin, or none encrypted (ssl is off; allowed: anything but off, flexible, full) [rules[0].actionParameters.ssl]",
          RULESET,
        ],
      ],
      unknown: [at("actions.ssl", UNKNOWN), "actions.ssl"],
    },
    "cloudflare-security-exception": {
      passes: [at("actions.securityLevel", "high")],
      fails: [
        [
          at("actions.disableSecurity", true),
          "some requests pass without protection (disableSecurity is true; allowed: anything but true, off, essentially_off) [actions.disableSecurity]",
        ],
        [
          { rules: [{ actionParameters: { securityLevel: "off" } }] },
          "some requests pass without protection (securityLevel is off; allowed: anything but true, off, essentially_off) [rules[0].actionParameters.securityLevel]",
          RULESET,
        ],
      ],
      unknown: [at("actions.securityLevel", UNKNOWN), "actions.securityLevel"],
    },
    "cloudflare-universal-certificate": {
      passes: [{ enabled: true }],
      fails: [
        [
          { enabled: false },
          "the zone's own certificate is off (enabled is false; allowed: anything but false) [enabled]",
        ],
      ],
      unknown: [{ enabled: UNKNOWN }, "enabled"],
    },
    "cloudflare-public-bucket": {
      passes: [{ enabled: false }],
      fails: [
        [
          { enabled: true },
          "everyone reads the bucket at its r2.dev address (enabled is true; allowed: anything but true) [enabled]",
        ],
      ],
      unknown: [{ enabled: UNKNOWN }, "enabled"],
    },
  });

  it("I27 finds configuration rules that relax TLS or protection", () => {
    const rules = ruleset("http_config_settings", [
      { action: "set_config", expression: "true", actionParameters: { polish: "off" } },
      { action: "set_config", expression: "true", actionParameters: { ssl: "off", securityLevel: "off" } },
    ]);
    const found = CLOUDFLARE_PROPERTY_RULES.flatMap((rule) =>
      outcome(rule, [rules]).findings.map((finding) => `${rule.id}: ${finding.replace(/.* \[/, "[")}`),
    );
    expect(found).to.deep.equal([
      "cloudflare-tls-exception: [rules[1].actionParameters.ssl]",
      "cloudflare-security-exception: [rules[1].actionParameters.securityLevel]",
    ]);
  });
});
