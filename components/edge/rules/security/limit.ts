import { print } from "#models/cloudflare/expression/print";
import type { Expression } from "#models/cloudflare/expression/syntax";
import { describeRate, describeRequests } from "#models/cloudflare/notation";
import { argumentsOf } from "../../../core/arguments.ts";
import { labelOf, matching, type RequestMatch, requestsOf } from "../matching.ts";
import { type BlockResponse, blockWith, type RateLimitParameters, type ZoneRule } from "../rule.ts";

/** Characteristic by which requests are counted; the edge always also counts per data center. @public */
export type LimitKey =
  | "address"
  /** Address, or visitor behind a shared address. Business and up. */
  | "visitor"
  /** Value of a header, such as an API key. Enterprise. */
  | { readonly header: string }
  /** Value of a cookie, such as a user's session. Enterprise. */
  | { readonly cookie: string };

/** Settings of {@link rateLimit}. */
export interface RateLimit extends RequestMatch {
  /** Requests allowed per period, for each key and data center. */
  readonly requests: number;
  /** Length of a period in seconds; the plan limits it. */
  readonly periodSeconds: number;
  /** Seconds that a key stays blocked. Default: one period. */
  readonly blockSeconds?: number;
  /** Default "address". */
  readonly by?: LimitKey;
  /** Counts only these requests, such as failed logins by response code; default: those it limits. Business and up. */
  readonly counting?: Expression;
  /** Response in place of a 429. Pro and up. Default: Cloudflare's page. */
  readonly response?: BlockResponse;
  /** Its label in plans. Default: the paths. */
  readonly label?: string;
}

/**
 * Responds with 429 to clients that exceed a rate. The edge counts per data center and a few seconds late: this stops
 * floods; exact quotas belong behind it. Source: Cloudflare docs, rate limiting rules.
 */
export function rateLimit(limit: RateLimit): ZoneRule {
  argumentsOf("rateLimit", "", limit);
  const { requests, periodSeconds, by = "address" } = limit;
  const label = limit.label ?? describeRequests(limit);
  const status = limit.response?.status ?? 429;
  const ratelimit: RateLimitParameters = {
    characteristics: ["cf.colo.id", characteristic(by)],
    period: periodSeconds,
    requestsPerPeriod: requests,
    mitigationTimeout: limit.blockSeconds ?? periodSeconds,
    ...(limit.counting === undefined ? {} : { countingExpression: print(limit.counting) }),
  };
  return {
    rules: [
      {
        phase: "http_ratelimit",
        stage: "limit",
        description: `${label}: ${describeRate({ requests, periodSeconds, by })}, then ${status}`,
        when: matching(limit),
        // A block by a rate limit responds with 429 unless a response is set.
        action: "block",
        rateLimit: ratelimit,
        ...blockWith(limit.response, 429),
      },
    ],
    facts: {
      rateLimits: [{ ...labelOf(limit), match: requestsOf(limit), requests, periodSeconds, by, status }],
    },
  };
}

function characteristic(by: LimitKey): string {
  if (by === "address") {
    return "ip.src";
  }
  if (by === "visitor") {
    return "cf.unique_visitor_id";
  }
  return "header" in by
    ? `http.request.headers["${by.header.toLowerCase()}"]`
    : `http.request.cookies["${by.cookie}"]`;
}
