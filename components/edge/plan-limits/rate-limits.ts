import { fieldsIn } from "#models/cloudflare/expression/syntax";
import { LIMITS, RATE_LIMIT_SECONDS } from "#models/cloudflare/plan-limits";
import type { PlacedRule } from "../rules/rule.ts";
import type { TierChecks } from "./tier-checks.ts";

/** Fails if a rate limit's period, block or characteristics exceed the zone's plan. */
export function checkRateLimit(tier: TierChecks, at: string, rule: PlacedRule): void {
  const limit = rule.rateLimit;
  if (!limit) {
    return;
  }
  const { checks, plan } = tier;
  const { period, mitigationTimeout: block = period } = limit;
  checks.whole(`${at} requests`, limit.requestsPerPeriod, 1, 1_000_000);
  checks.oneOf<number>(`${at} periodSeconds`, period, RATE_LIMIT_SECONDS);
  checks.oneOf<number>(`${at} blockSeconds`, block, RATE_LIMIT_SECONDS);
  const most = LIMITS[plan];
  tier.within(`${at} periodSeconds`, period, `at most ${most.rateLimitPeriodSeconds}`, (limits) => {
    return period <= limits.rateLimitPeriodSeconds;
  });
  tier.within(`${at} blockSeconds`, block, `at most ${most.rateLimitBlockSeconds}`, (limits) => {
    return block <= limits.rateLimitBlockSeconds;
  });
  for (const key of limit.characteristics) {
    const allowed = most.rateLimitCharacteristics?.join(", ") ?? "";
    tier.within(`${at} counts by`, key, allowed, ({ rateLimitCharacteristics: keys }) => {
      return keys === undefined || keys.includes(key);
    });
  }
  for (const field of fieldsIn(rule.when)) {
    const allowed = `the fields ${most.rateLimitFields?.join(", ") ?? ""}`;
    tier.within(`${at} reads`, field, allowed, ({ rateLimitFields: fields }) => {
      return fields === undefined || fields.includes(field);
    });
  }
  if (limit.countingExpression !== undefined) {
    tier.needs(at, "a counting expression", "business");
  }
}
