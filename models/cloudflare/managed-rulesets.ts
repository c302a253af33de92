/** Ids of Cloudflare's managed rulesets. Source: Cloudflare docs, WAF managed rules. */
export const MANAGED_RULESETS = {
  cloudflare: "efb7b8c949ac4650a09736fc376e9aee",
  owasp: "4814384a9e5d4991b9815dcfc25d2f1f",
  free: "77454fe2d30c4220b5701f6fdfb893ba",
  ddos: "4d21379b4f9f4bb088e0729962c8b3cf",
} as const;

/**
 * The last rule of the OWASP ruleset, which acts on the sum of the others' scores: an override of it is one of the whole
 * set. Source: Cloudflare docs, OWASP Core Ruleset, configure.
 */
export const OWASP_VERDICT = "6179ae15870a4bb7b2d480d4843b323c";

/** Score above which a request is an attack. Source: Cloudflare docs, OWASP ruleset, score threshold. */
export const OWASP_THRESHOLDS = { low: 60, medium: 40, high: 25 } as const;
