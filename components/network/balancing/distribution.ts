import { ServiceLbPolicies } from "@pulumi/gcp/networkservices/serviceLbPolicies.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../../core/arguments.ts";

/** How requests are distributed across regions and zones. */
export interface BalancerDistribution {
  /**
   * Whether a zone that is less than a quarter healthy gets no requests. Default true; never more than half of the
   * zones.
   */
  readonly drainUnhealthy?: boolean;
  /** Minimum share of healthy endpoints in a zone before others take over, 1 to 99 percent. Default 70 (Google's). */
  readonly failoverHealthPercent?: number;
}

export function distributionWithDefaults(
  checks: ArgumentChecks,
  given: BalancerDistribution,
): Required<BalancerDistribution> {
  const { drainUnhealthy = true, failoverHealthPercent = 70 } = given;
  checks.whole("distribution.failoverHealthPercent", failoverHealthPercent, 1, 99, "percent");
  return { drainUnhealthy, failoverHealthPercent };
}

/** The nearest region first, and others if it is full or unhealthy. */
export function createDistribution(
  name: string,
  { drainUnhealthy, failoverHealthPercent }: Required<BalancerDistribution>,
  opts: CustomResourceOptions,
): ServiceLbPolicies {
  return new ServiceLbPolicies(
    name,
    {
      location: "global",
      loadBalancingAlgorithm: "WATERFALL_BY_REGION",
      autoCapacityDrain: { enable: drainUnhealthy },
      failoverConfig: { failoverHealthThreshold: failoverHealthPercent },
    },
    opts,
  );
}
