import type * as inputs from "@pulumi/cloudflare/types/input.js";
import type { Unwrap } from "@pulumi/pulumi";
import type { Facts } from "#graph/facts";
import type { Expression } from "#models/cloudflare/expression/syntax";
import type { Phase, Stage } from "#models/cloudflare/phases";

/**
 * Parameters of an action, in the provider's names; plain values, so that plans can be checked and evaluated.
 *
 * @public
 */
export type ActionParameters = Unwrap<inputs.RulesetRuleActionParameters>;
export type RateLimitParameters = Unwrap<inputs.RulesetRuleRatelimit>;

/** Response to a refused visitor instead of Cloudflare's default page. Pro and up. */
export interface BlockResponse {
  /** 400 to 499. Default: 403, or 429 from a rate limit. */
  readonly status?: number;
  readonly contentType: "application/json" | "text/html" | "text/plain" | "text/xml";
  /** At most 2048 bytes. */
  readonly content: string;
}

/** A rule of a zone, as a value: a zone collects rules into resources. */
export interface EdgeRule {
  readonly phase: Phase;
  /** Its stage in the phase; see `PHASES`. */
  readonly stage: Stage;
  /** Added to the key if one zone rule has several rules in a phase. */
  readonly suffix?: string;
  /** A description of what it does; shown in the dashboard and in plans. */
  readonly description: string;
  /** Which requests it matches. */
  readonly when: Expression;
  readonly action: string;
  readonly parameters?: ActionParameters;
  readonly rateLimit?: RateLimitParameters;
  /** Whether matches appear in the security events. Default: as Cloudflare does, which logs all but skips. */
  readonly logged?: boolean;
}

/** The topics of facts about a zone's rules; every rule adds to these lists. */
export type ZoneRuleFacts = Pick<
  Facts,
  "redirects" | "floodProtection" | "firewall" | "rateLimits" | "cache" | "responseHeaders" | "errorResponses"
>;

/** The parameters of a block that answers with a response. @internal */
export function blockWith(
  response: BlockResponse | undefined,
  status: number,
): { readonly parameters?: ActionParameters } {
  if (!response) {
    return {};
  }
  const { status: statusCode = status, contentType, content } = response;
  return { parameters: { response: { statusCode, contentType, content } } };
}

/** A contribution to a zone's rules. */
export interface ZoneRule {
  readonly rules: readonly EdgeRule[];
  /** Their effect, for the facts that the zone publishes. */
  readonly facts?: ZoneRuleFacts;
}

/** A rule with its identity: `ref` survives edits and reordering, so that the edge keeps the rule's id. */
export interface PlacedRule extends EdgeRule {
  /** `<key>` or `<key>_<suffix>`, unique in its phase. */
  readonly ref: string;
}
