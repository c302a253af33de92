import type * as inputs from "@pulumi/cloudflare/types/input.js";
import type { Unwrap } from "@pulumi/pulumi";
import type { Facts } from "#graph/facts";
import type { Expression } from "#models/cloudflare/expression/syntax";
import type { Phase, Stage } from "#models/cloudflare/phases";

/**
 * What an action takes, in the provider's names; plain values, so that plans can be checked and evaluated.
 *
 * @public
 */
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
  /** Where in the phase it stands; see `PHASES`. */
  readonly stage: Stage;
  /** Added to the key where one zone rule has several rules in a phase. */
  readonly suffix?: string;
  /** What it does, for people; shown in the dashboard and in plans. */
  readonly description: string;
  /** Which requests it is for. */
  readonly when: Expression;
  readonly action: string;
  readonly parameters?: ActionParameters;
  readonly rateLimit?: RateLimitParameters;
}

/** The topics of which a zone's rules speak, each a list to which every rule adds its own. */
export type ZoneRuleFacts = Pick<
  Facts,
  "redirects" | "floodProtection" | "firewall" | "rateLimits" | "cache" | "responseHeaders"
>;

/** What a piece of a system contributes to a zone's rules. */
export interface ZoneRule {
  readonly rules: readonly EdgeRule[];
  /** What they do, for the facts that the zone publishes. */
  readonly facts?: ZoneRuleFacts;
}

/** A rule with its identity: `ref` survives edits and moves, so that the edge keeps the rule's id. */
export interface PlacedRule extends EdgeRule {
  /** `<key>` or `<key>_<suffix>`, unique in its phase. */
  readonly ref: string;
}
