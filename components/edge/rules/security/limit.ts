import { print } from "#models/cloudflare/expression/print";
import type { Expression } from "#models/cloudflare/expression/syntax";
import { describeRate, describeRequests } from "#models/cloudflare/notation";
import { labelOf, matching, type RequestMatch, requestsOf } from "../matching.ts";
import type { BlockResponse, RateLimitParameters, ZoneRule } from "../rule.ts";

/** What requests are counted by; each also by data centre, as the edge counts. */
export type LimitKey =
  | "address"
  /** Address, or visitor behind a shared one. Business and up. */
  | "visitor"
  /** Value of a header, such as an API key. Enterprise. */
  | { readonly header: string }
  /** Value of a cookie, such as a user's session. Enterprise. */
  | { readonly cookie: string };

/** Settings of {@link rateLimit}. */
export interface RateLimit extends RequestMatch {
  /** Requests allowed in a period, for each key and data centre. */
  readonly requests: number;
  /** Length of a period in seconds; the plan says how long it may be. */
  readonly periodSeconds: number;
  /** Seconds that a key stays blocked. Default: one period. */
  readonly blockSeconds?: number;
  /** Default "address". */
  readonly by?: LimitKey;
  /** Counts only these, such as failed log-ins by response code; default: those it limits. Business and up. */
  readonly counting?: Expression;
  /** Body of the 429. Pro and up. Default: Cloudflare's own page. */
  readonly response?: BlockResponse;
  /** What it is called in plans. Default: the paths. */
  readonly label?: string;
}

/**
 * Answers 429 to whoever asks too often. The edge counts in each data centre by itself and a few seconds
 * late: it stops floods, exact quotas belong behind it.
 * Source: Cloudflare docs, rate limiting rules.
 */
export function rateLimit(limit: RateLimit): ZoneRule {
  const { requests, periodSeconds, by = "address" } = limit;
  const called = limit.label ?? describeRequests(limit);
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
        description: `${called}: ${describeRate({ requests, periodSeconds, by })}, then 429`,
        when: matching(limit),
        // A block by a rate limit answers 429 unless a response is given.
        action: "block",
        rateLimit: ratelimit,
        ...(limit.response ? { parameters: { response: { statusCode: 429, ...limit.response } } } : {}),
      },
    ],
    facts: {
      rateLimits: [{ ...labelOf(limit), match: requestsOf(limit), requests, periodSeconds, by, status: 429 }],
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
