import type { PolicyResource } from "../../context.ts";

export const ZONE = "cloudflare:index/zone:Zone";
export const ZONE_SETTING = "cloudflare:index/zoneSetting:ZoneSetting";

/** Whether a resource belongs to a zone: by reference, or by the id of a zone that is only read. */
export function belongsTo(resource: PolicyResource, zone: PolicyResource): boolean {
  return resource.uses("zoneId", zone) || (zone.id !== undefined && resource.at("zoneId").is(zone.id));
}
