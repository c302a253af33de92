import { CLOUDFLARE_RANGES } from "#models/cloudflare/ranges";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { checkRange, fromRanges, inRules, type PolicyRule } from "./rules.ts";

/** Who is admitted: Cloudflare's edge, everybody, or some ranges. */
export type Admitted = "cloudflare" | "everybody" | { readonly ranges: readonly string[] };

/** A rate limit per visitor. */
export interface ArmorRateLimit {
  /** Requests per period, 1 to 1,000,000; with `banSeconds` at most 10,000. Further requests get a 429. */
  readonly requests: number;
  /** Length of the period in seconds, one of {@link PERIODS}. */
  readonly periodSeconds: number;
  /** Seconds for which a visitor who exceeds it is banned, 60 to 86,400. Default: no ban. */
  readonly banSeconds?: number;
}

/** Periods that Cloud Armor supports, in seconds. Source: Cloud Armor, rate limiting. */
export const PERIODS = [10, 30, 60, 120, 180, 240, 270, 300, 600, 900, 1200, 1800, 2700, 3600] as const;

/** Cloudflare's header with the visitor's address. */
export const VISITOR_HEADER = "CF-Connecting-IP";

const FIRST_PRIORITY = 20_000;
const APART = 100;

export function checkAdmission(
  checks: ArgumentChecks,
  admit: Admitted,
  limit: ArmorRateLimit | undefined,
): void {
  if (typeof admit === "string") {
    checks.oneOf("admit", admit, ["cloudflare", "everybody"]);
  } else {
    checks.that(admit.ranges.length > 0, "admit.ranges", admit.ranges, "at least one range");
    for (const range of admit.ranges) {
      checkRange(checks, "admit.ranges", range);
    }
  }
  if (limit) {
    const banned = limit.banSeconds !== undefined;
    const most = banned ? 10_000 : 1_000_000;
    checks.whole(
      "rateLimit.requests",
      limit.requests,
      1,
      most,
      banned ? "with a ban" : "requests in a period",
    );
    checks.oneOf<number>("rateLimit.periodSeconds", limit.periodSeconds, PERIODS);
    checks.whole("rateLimit.banSeconds", limit.banSeconds, 60, 86_400, "seconds");
  }
}

/**
 * The admitting rules. The rate limit is part of them, since a request within it counts as allowed and ends the
 * evaluation: as a preceding rule, it would admit every client below the limit.
 */
export function admissionRules(admit: Admitted, limit: ArmorRateLimit | undefined): PolicyRule[] {
  return inRules(rangesOf(admit)).map((ranges, index, all) => ({
    priority: FIRST_PRIORITY + index * APART,
    description: all.length > 1 ? `${nameOf(admit)}, part ${index + 1} of ${all.length}` : nameOf(admit),
    preview: false,
    match: fromRanges(ranges),
    ...(limit ? limited(limit, admit) : { action: "allow" }),
  }));
}

function rangesOf(admit: Admitted): readonly string[] {
  if (admit === "everybody") {
    return ["*"];
  }
  return admit === "cloudflare" ? [...CLOUDFLARE_RANGES.ipv4, ...CLOUDFLARE_RANGES.ipv6] : admit.ranges;
}

export function nameOf(admit: Admitted): string {
  return typeof admit === "string"
    ? { cloudflare: "Cloudflare", everybody: "everybody" }[admit]
    : `${admit.ranges.length} ${admit.ranges.length === 1 ? "range" : "ranges"}`;
}

function limited({ requests, periodSeconds, banSeconds }: ArmorRateLimit, admit: Admitted) {
  return {
    action: banSeconds === undefined ? "throttle" : "rate_based_ban",
    rateLimitOptions: {
      conformAction: "allow",
      exceedAction: "deny(429)",
      // Behind the edge every address is the edge's; the visitor's is in its header.
      enforceOnKey: admit === "cloudflare" ? "USER_IP" : "IP",
      rateLimitThreshold: { count: requests, intervalSec: periodSeconds },
      ...(banSeconds === undefined ? {} : { banDurationSec: banSeconds }),
    },
  };
}
