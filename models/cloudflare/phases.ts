/**
 * The phases that this library writes, in the order in which the edge runs them, and the stages that order the rules
 * within each. If a phase stops at the first match (firewall, limits), rules that let requests pass are first; if all
 * matches apply and the last wins (cache, headers), rules that must never lose are last. Source: Cloudflare docs,
 * Ruleset Engine, phases list; cache rules, order and priority.
 *
 * @public
 */
export const PHASES = {
  http_request_dynamic_redirect: { name: "redirects", label: "redirects", stages: ["redirect"] },
  http_request_transform: { name: "rewrites", label: "rewrites", stages: ["rewrite"] },
  ddos_l7: { name: "ddos", label: "ddos", stages: ["override"] },
  http_request_firewall_custom: {
    name: "firewall",
    label: "waf",
    stages: ["exempt", "allow", "block", "challenge"],
  },
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
  http_custom_errors: { name: "errors", label: "errors", stages: ["serve"] },
} as const satisfies Record<string, { name: string; label: string; stages: readonly string[] }>;

export type Phase = keyof typeof PHASES;

/**
 * What a request passes, in the order in which the edge runs it: the phases above, and two that have no ruleset in the
 * zone, Super Bot Fight Mode and the account's bulk redirects. Source: Cloudflare docs, Ruleset Engine, phases list.
 */
export type Step = Phase | "http_request_sbfm" | "http_request_redirect";

export const STEPS: readonly Step[] = Object.keys(PHASES)
  .filter(isPhase)
  .flatMap((phase): Step[] =>
    phase === "http_request_firewall_managed"
      ? [phase, "http_request_sbfm", "http_request_redirect"]
      : [phase],
  );

/** Whether a text names a phase. */
export function isPhase(name: string): name is Phase {
  return Object.hasOwn(PHASES, name);
}

export type Stage = { [P in Phase]: (typeof PHASES)[P]["stages"][number] }[Phase];
