import { getZoneOutput } from "@pulumi/cloudflare/getZone.js";
import type { Zone as CloudflareZone } from "@pulumi/cloudflare/zone.js";
import { ZoneSubscription } from "@pulumi/cloudflare/zoneSubscription.js";
import { type CustomResourceOptions, type InvokeOptions, log, type Output } from "@pulumi/pulumi";
import { includes, PLAN_TIERS, type PlanTier } from "#models/cloudflare/plan-limits";
import { type ArgumentChecks, ArgumentError } from "../../core/arguments.ts";
import { ignoring } from "../../core/ignored-changes.ts";

/** Who subscribes a zone to its plan: the program, or somebody else. */
export type PlanSubscription = "buy" | "existing";

/** Plans that Cloudflare sells without a contract. */
const SOLD: readonly PlanTier[] = ["pro", "business"];

/** Arguments of a zone that decide about its subscription. */
interface SubscriptionArgs {
  readonly plan: PlanTier;
  readonly existing?: object;
  readonly subscription?: PlanSubscription;
}

/** The subscription of a zone with its default. */
export function subscriptionOf(checks: ArgumentChecks, args: SubscriptionArgs): PlanSubscription {
  const canBuy = args.existing === undefined && SOLD.includes(args.plan);
  const { subscription = canBuy ? "buy" : "existing" } = args;
  checks.oneOf("subscription", subscription, ["buy", "existing"]);
  checks.that(
    subscription === "existing" || canBuy,
    "subscription",
    subscription,
    '"existing", unless the zone is created and its plan is pro or business: Free costs nothing, Enterprise is a contract',
  );
  return subscription;
}

/**
 * Buys a plan for a new zone, which is Free until then. Removing the resource changes nothing at Cloudflare, so it is as
 * protected as the zone. The billing period can be changed in the dashboard.
 */
export function buyPlan(
  logicalName: string,
  { zoneId, plan }: { readonly zoneId: Output<string>; readonly plan: PlanTier },
  opts: CustomResourceOptions,
): ZoneSubscription {
  return new ZoneSubscription(
    logicalName,
    { zoneId, frequency: "monthly", ratePlan: { id: plan } },
    {
      ...opts,
      ...ignoring({ path: "frequency", because: "the billing period is changed in the dashboard" }),
    },
  );
}

/** The plan that Cloudflare reports for a zone; of one that this program creates, asked for in each update. */
export function reportedPlan(
  zone: CloudflareZone,
  isExisting: boolean,
  opts: InvokeOptions,
): Output<string | undefined> {
  const { plan } = isExisting ? zone : getZoneOutput({ zoneId: zone.id }, opts);
  // Mocks, and an API that one day leaves the deprecated field out, report nothing.
  return plan.apply((found) => (found as { legacyId?: string } | undefined)?.legacyId);
}

/**
 * A zone's id, available once its real plan includes the stated one. A plan that is not known here passes with a
 * warning.
 *
 * @param name logical name of the zone
 */
export function onceSubscribed(
  name: string,
  zoneId: Output<string>,
  stated: PlanTier,
  reported: Output<string | undefined>,
): Output<string> {
  return reported.apply((found) => {
    const tier = tierNamed(found);
    if (found !== undefined && tier === undefined) {
      log.warn(
        `Zone "${name}": the zone is on the plan "${found}", which cannot be compared with "${stated}"`,
      );
    }
    if (tier !== undefined && !includes(tier, stated)) {
      throw new ArgumentError(
        "Zone",
        name,
        `plan is "${stated}"; Cloudflare says that the zone is on "${found}": subscribe it first, then update again`,
      );
    }
    return zoneId;
  });
}

/** The plan by Cloudflare's name, such as `pro_plus` or a partner's `partners_pro`. */
function tierNamed(name: string | undefined): PlanTier | undefined {
  const plain = name
    ?.toLowerCase()
    .replace(/^partners_/, "")
    .replace(/_plus$/, "");
  return PLAN_TIERS.find((tier) => tier === (plain === "ent" ? "enterprise" : plain));
}
