/**
 * The phases that this library writes, in the order in which the edge runs them, and in each the stages in
 * which its rules stand. Where a phase stops at the first match (firewall, limits), what lets pass comes
 * first; where all matches apply and the last wins (cache, headers), what must never lose comes last.
 * Source: Cloudflare docs, Ruleset Engine, phases list; cache rules, order and priority.
 *
 * @public
 */
export const PHASES = {
  http_request_dynamic_redirect: { name: "redirects", label: "redirects", stages: ["redirect"] },
  http_request_transform: { name: "rewrites", label: "rewrites", stages: ["rewrite"] },
  ddos_l7: { name: "ddos", label: "ddos", stages: ["override"] },
  http_request_firewall_custom: { name: "firewall", label: "waf", stages: ["allow", "block", "challenge"] },
  http_ratelimit: { name: "rate-limits", label: "rate limit", stages: ["limit"] },
  http_request_firewall_managed: { name: "managed-firewall", label: "waf", stages: ["exempt", "execute"] },
  http_request_late_transform: { name: "request-headers", label: "request headers", stages: ["set"] },
  http_request_cache_settings: {
    name: "cache",
    label: "cache",
    stages: ["key", "store", "versioned", "bypass", "credentials"],
  },
  http_response_cache_settings: {
    name: "cache-responses",
    label: "cache headers",
    stages: ["tags", "store", "versioned", "bypass", "unshareable"],
  },
  http_response_headers_transform: { name: "response-headers", label: "headers", stages: ["set", "cors"] },
} as const satisfies Record<string, { name: string; label: string; stages: readonly string[] }>;

export type Phase = keyof typeof PHASES;
export type Stage = { [P in Phase]: (typeof PHASES)[P]["stages"][number] }[Phase];
