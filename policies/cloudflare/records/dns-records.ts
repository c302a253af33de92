import { nameInZone } from "#models/dns/names";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import type { Property } from "../../property.ts";
import { belongsTo, ZONE } from "../zone/zone.ts";

/** Types of DNS records, the second by its older name. */
export const DNS_RECORDS = ["cloudflare:index/dnsRecord:DnsRecord", "cloudflare:index/record:Record"];

/** A load balancer, which answers for a host in place of its records. */
export const LOAD_BALANCER = "cloudflare:index/loadBalancer:LoadBalancer";

/** Types of records with which a host answers. */
export const HOST_TYPES = ["A", "AAAA", "CNAME"];

/** The zone of the stack that a resource belongs to, as far as that is known. */
export function zoneOfRecord(resource: PolicyResource, stack: PolicyContext): PolicyResource | undefined {
  return stack
    .ofType(ZONE)
    .find(
      (zone) =>
        resource.uses("zoneId", zone) || (isReadable(resource, "zoneId") && belongsTo(resource, zone)),
    );
}

/** The domain of a zone; undefined if it is not known. */
export function domainOf(zone: PolicyResource, stack: PolicyContext): string | undefined {
  const component = stack.byUrn(zone.parent);
  const isOwn = component?.type === "strata:edge:Zone";
  const domain = zone.id !== undefined && isOwn ? component.at("domain") : zone.at("name");
  return domain.isReadable() ? domain.text() : undefined;
}

/** The full name of a record or load balancer; as it is given if the zone's domain is not known. */
export function hostOf(resource: PolicyResource, stack: PolicyContext): string {
  const zone = zoneOfRecord(resource, stack);
  const domain = zone && domainOf(zone, stack);
  const name = resource.at("name").text() ?? "";
  return domain === undefined ? name.toLowerCase().replace(/\.$/, "") : nameInZone(name, domain);
}

/** Whether one of these is the type of a record. */
export function hasType(record: PolicyResource, types: readonly string[]): boolean {
  const type: Property = record.at("type");
  return types.some((name) => type.is(name));
}

function isReadable(resource: PolicyResource, input: string): boolean {
  return resource.at(input).isReadable();
}
