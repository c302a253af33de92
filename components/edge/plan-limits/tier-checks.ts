import type { PlanTier, TierLimits } from "#models/cloudflare/plan-limits";
import { includes, LIMITS, smallestTier } from "#models/cloudflare/plan-limits";
import type { ArgumentChecks } from "../../core/arguments.ts";

/** Reports what a plan lacks; every check of a zone's rules uses it. */
export interface TierChecks {
  readonly checks: ArgumentChecks;
  readonly plan: PlanTier;
  /** Fails unless the zone's plan includes `needed`. @param feature as a noun, `regular expressions` */
  needs(argument: string, feature: string, needed: PlanTier): void;
  /** Fails unless the plan's limits satisfy a predicate; the error names the smallest plan that does. */
  within(argument: string, found: unknown, allowed: string, test: (limits: TierLimits) => boolean): void;
}

export function tierChecks(checks: ArgumentChecks, plan: PlanTier): TierChecks {
  const needs: TierChecks["needs"] = (argument, feature, needed) => {
    checks.that(
      includes(plan, needed),
      argument,
      feature,
      `on plan ${needed} and up; the zone's plan is ${plan}`,
    );
  };
  const within: TierChecks["within"] = (argument, found, allowed, test) => {
    const enough = smallestTier(test);
    const remedy = enough ? `; it needs plan ${enough}` : "; no plan allows it";
    checks.that(test(LIMITS[plan]), argument, found, `${allowed} on plan ${plan}${remedy}`);
  };
  return { checks, plan, needs, within };
}
