import { propertyRules } from "../property-rule.ts";
import { RULESET } from "./rulesets/ruleset.ts";

const PAGE_RULE = "cloudflare:index/pageRule:PageRule";

/** Rules over one property of what belongs to a zone or an account. */
export const CLOUDFLARE_PROPERTY_RULES = propertyRules([
  {
    id: "cloudflare-tls-exception",
    title: "No rule relaxes how the edge connects to the origin",
    severity: "high",
    types: [PAGE_RULE, RULESET],
    at: { [PAGE_RULE]: "actions.ssl", [RULESET]: "rules[].actionParameters.ssl" },
    demand: { isNot: ["off", "flexible", "full"] },
    finding: "for some requests the edge accepts any origin, or none encrypted",
    fix: "remove ssl from the rule; the zone's own setting then holds",
    why: "Between edge and origin all traffic of these pages can be read and changed, while visitors see a padlock.",
  },
  {
    id: "cloudflare-security-exception",
    title: "No rule turns the zone's protection off",
    severity: "high",
    types: [PAGE_RULE, RULESET],
    at: {
      [PAGE_RULE]: ["actions.disableSecurity", "actions.securityLevel"],
      [RULESET]: "rules[].actionParameters.securityLevel",
    },
    demand: { isNot: [true, "off", "essentially_off"] },
    finding: "some requests pass without protection",
    fix: "remove it from the rule, or skip the one product that refuses wanted requests",
    why: "Attackers look for the one path that is not protected.",
  },
  {
    id: "cloudflare-universal-certificate",
    title: "The edge has a certificate for the zone",
    frameworks: { Prowler: ["zone_universal_ssl_enabled"] },
    types: ["cloudflare:index/universalSslSetting:UniversalSslSetting"],
    at: "enabled",
    demand: { isNot: [false] },
    finding: "the zone's own certificate is off",
    fix: "set enabled to true",
    why: "Hosts without another certificate cannot be reached over HTTPS.",
  },
  {
    id: "cloudflare-public-bucket",
    title: "Buckets are published on hosts of the zone only",
    severity: "high",
    types: ["cloudflare:index/r2ManagedDomain:R2ManagedDomain"],
    at: "enabled",
    demand: { isNot: [true] },
    finding: "everyone reads the bucket at its r2.dev address",
    fix: "set enabled to false and publish the bucket with an R2CustomDomain",
    why: "The r2.dev address has no WAF, no rate limit, no cache and no access rules.",
  },
]);
