import { hostClaim, recordClaims } from "#models/cloudflare/record-claims";
import { nameInZone, normalName } from "#models/dns/names";
import { DNS_RECORDS } from "../cloudflare/records/dns-records.ts";
import type { PolicyContext, PolicyResource } from "../context.ts";
import type { Property } from "../property.ts";
import { type ClaimsOf, claimOf, claimRule, type ResourceClaim } from "./claim.ts";
import { fixed, named, type Part, referring } from "./parts.ts";

/** Resources that answer for a host in place of its records, and the property with the host. */
const HOSTS: Readonly<Record<string, string>> = {
  "cloudflare:index/loadBalancer:LoadBalancer": "name",
  "cloudflare:index/spectrumApplication:SpectrumApplication": "dns.name",
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": "hostname",
  "cloudflare:index/r2CustomDomain:R2CustomDomain": "domain",
};

export const dnsName = claimRule({
  id: "claims-dns-name",
  title: "Each name of a zone has one answer",
  severity: "high",
  fix: "keep one of the two, or give one of them another name; a CNAME allows neither addresses nor another CNAME beside it",
  why: "Cloudflare and Cloud DNS refuse the second record in the middle of an update, and a load balancer or a Worker's domain hides the records of its host without a word.",
  claims: {
    ...Object.fromEntries(DNS_RECORDS.map((type) => [type, cloudflareRecord])),
    "gcp:dns/recordSet:RecordSet": cloudDnsRecord,
    ...Object.fromEntries(Object.entries(HOSTS).map(([type, path]) => [type, hostAt(path)])),
  },
});

function* cloudflareRecord(record: PolicyResource, stack: PolicyContext): Iterable<ResourceClaim> {
  const at = record.at("name");
  const type = record.at("type").text() ?? "";
  const zone = referring(record, record.at("zoneId"));
  const name = fullName(record, at, stack);
  const data = record.at("data");
  const content = data.exists() ? data : record.at("content");
  const parts = [zone, name, named(record, content, content === data ? {} : CONTENT)];
  const claims = recordClaims({ type, name: name.value, content: parts[2]?.value });
  const shown = at.isReadable() ? ` "${at.text() ?? ""}"` : "";
  for (const { key, shared } of claims) {
    const thing = key[0] === "host" ? `the host${shown}` : `the ${type} record${shown} with this content`;
    const compared = key[0] === "host" ? parts.slice(0, 2) : parts;
    yield { ...claimOf(compared, { at, thing, shared }), key: [zone.value, ...key] };
  }
}

/** Cloudflare compares contents that are names without regard to case and a final dot. */
const CONTENT = { normal: normalName };

function hostAt(path: string): ClaimsOf {
  return function* hosts(resource, stack) {
    const at = resource.at(path);
    const zone = referring(resource, resource.at("zoneId"));
    const name = fullName(resource, at, stack);
    const { key, shared } = hostClaim(name.value);
    const thing = at.isReadable() ? `the host "${at.text() ?? ""}"` : "the host";
    yield { ...claimOf([zone, name], { at, thing, shared }), key: [zone.value, ...key] };
  };
}

/** The name with the zone's domain, which a program may leave out. */
function fullName(resource: PolicyResource, name: Property, stack: PolicyContext): Part {
  if (!name.isReadable()) {
    return named(resource, name);
  }
  const domain = domainOf(resource, stack);
  if (!domain) {
    return named(resource, name);
  }
  const text = name.text() ?? "";
  if (!domain.value?.startsWith("=")) {
    return { ...domain, value: undefined };
  }
  return fixed(nameInZone(text, domain.value.slice(1)));
}

/** The domain of a resource's zone; undefined for a zone that is not in the program, or only read by it. */
function domainOf(resource: PolicyResource, stack: PolicyContext): Part | undefined {
  const [urn] = resource.originsOf("zoneId");
  const zone = stack.byUrn(urn);
  if (zone?.type !== "cloudflare:index/zone:Zone") {
    return undefined;
  }
  if (zone.id === undefined) {
    return named(zone, zone.at("name"));
  }
  const component = stack.byUrn(zone.parent);
  return component?.type === "strata:edge:Zone" ? named(component, component.at("domain")) : undefined;
}

/** Cloud DNS keeps the records of a name and type as one set; a CNAME tolerates no other set of its name. */
function* cloudDnsRecord(record: PolicyResource): Iterable<ResourceClaim> {
  const at = record.at("name");
  const type = record.at("type").text() ?? "";
  const zone = referring(record, record.at("managedZone"));
  const name = named(record, at, { normal: normalName });
  const shown = at.isReadable() ? ` "${at.text() ?? ""}"` : "";
  const host = { at, thing: `the name${shown}`, shared: type !== "CNAME" };
  yield claimOf([zone, name, fixed("host")], host);
  yield claimOf([zone, name, fixed(type)], { at, thing: `the ${type} records of${shown}` });
}
