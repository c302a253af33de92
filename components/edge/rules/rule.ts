import type * as inputs from "@pulumi/cloudflare/types/input.js";
import type { Unwrap } from "@pulumi/pulumi";
import type { Expression } from "../expression/syntax.ts";

/**
 * The phases that this library writes, in the order in which the edge runs them, and in each the stages in
 * which its rules stand. Where a phase stops at the first match (firewall, limits), what lets pass comes
 * first; where all matches apply and the last wins (cache, headers), what must never lose comes last.
 * Source: Cloudflare docs, Ruleset Engine, phases list; cache rules, order and priority.
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

/** What an action takes, in the provider's names; plain values, so that plans can be checked and evaluated. */
export type ActionParameters = Unwrap<inputs.RulesetRuleActionParameters>;
export type RateLimitParameters = Unwrap<inputs.RulesetRuleRatelimit>;

/** What a refused visitor receives in place of Cloudflare's own page. Pro and up. */
export interface BlockResponse {
  readonly contentType: "application/json" | "text/html" | "text/plain" | "text/xml";
  /** At most 2048 bytes. */
  readonly content: string;
}

/** A rule of a zone, as a value: nothing exists until a zone collects it. */
export interface EdgeRule {
  readonly phase: Phase;
  /** Where in the phase it stands; see {@link PHASES}. */
  readonly stage: Stage;
  /** Added to the contribution's key where one contribution has several rules in a phase. */
  readonly suffix?: string;
  /** What it does, for people; shown in the dashboard and in plans. */
  readonly description: string;
  /** Which requests it is for. */
  readonly when: Expression;
  readonly action: string;
  readonly parameters?: ActionParameters;
  readonly rateLimit?: RateLimitParameters;
}

/** What a piece of a system contributes to a zone's rules. */
export interface Contribution {
  readonly rules: readonly EdgeRule[];
  /** A few words for the zone's summary, such as `images 30 d`. */
  readonly says?: string;
}

/** A rule with its identity: `ref` survives edits and moves, so that the edge keeps the rule's id. */
export interface PlacedRule extends EdgeRule {
  /** `<key>` or `<key>_<suffix>`, unique in its phase. */
  readonly ref: string;
}
