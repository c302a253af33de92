import type { Rule } from "../rule.ts";
import { accessEveryone } from "./access/everyone.ts";
import { CLOUDFLARE_PROPERTY_RULES } from "./property-rules.ts";
import { edgeCertificate } from "./records/edge-certificate.ts";
import { proxiedRecord } from "./records/proxied-record.ts";
import { cachedApi } from "./rulesets/cached-api.ts";
import { managedWaf } from "./rulesets/managed-waf.ts";
import { owaspRules } from "./rulesets/owasp-rules.ts";
import { pageRule } from "./rulesets/page-rule.ts";
import { rateLimit } from "./rulesets/rate-limit.ts";
import { automatedClients } from "./zone/automated-clients.ts";
import { dnssec } from "./zone/dnssec.ts";
import { hsts } from "./zone/hsts.ts";
import { minimumTls } from "./zone/minimum-tls.ts";
import { openAccess } from "./zone/open-access.ts";
import { originPulls } from "./zone/origin-pulls.ts";
import { registrableZone } from "./zone/registrable-zone.ts";
import { ZONE_SETTING_RULES } from "./zone/setting-rules.ts";
import { strictTls } from "./zone/strict-tls.ts";

/** @public */
export const CLOUDFLARE_RULES: readonly Rule[] = [
  ...CLOUDFLARE_PROPERTY_RULES,
  ...ZONE_SETTING_RULES,
  accessEveryone,
  automatedClients,
  cachedApi,
  dnssec,
  edgeCertificate,
  hsts,
  managedWaf,
  minimumTls,
  openAccess,
  originPulls,
  owaspRules,
  pageRule,
  proxiedRecord,
  rateLimit,
  registrableZone,
  strictTls,
];
