import type { PolicyContext, PolicyResource } from "../../context.ts";
import { some } from "../../property.ts";

export const ZONE = "cloudflare:index/zone:Zone";
export const ZONE_SETTING = "cloudflare:index/zoneSetting:ZoneSetting";

/** Whether a resource belongs to a zone: by reference, or by the id of a zone that is only read. */
export function belongsTo(resource: PolicyResource, zone: PolicyResource): boolean {
  return resource.uses("zoneId", zone) || (zone.id !== undefined && resource.at("zoneId").is(zone.id));
}

/** Whether a zone is known to have this plan. */
export function hasPlan(zone: PolicyResource, plan: string, stack: PolicyContext): boolean {
  const component = stack.byUrn(zone.parent);
  if (component?.type === "strata:edge:Zone") {
    return component.published().at("facts.plan").is(plan);
  }
  return some(
    stack.ofType("cloudflare:index/zoneSubscription:ZoneSubscription"),
    (subscription) =>
      subscription.originsOf("zoneId").includes(zone.urn) && subscription.at("ratePlan.id").is(plan),
  );
}
