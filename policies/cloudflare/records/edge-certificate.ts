import { isCovered } from "#models/cloudflare/edge-certificate";
import { nameInZone } from "#models/dns/names";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import { some } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { DNS_RECORDS, LOAD_BALANCER } from "./dns-records.ts";

const PACK = "cloudflare:index/certificatePack:CertificatePack";
const TOTAL = "cloudflare:index/totalTls:TotalTls";
const CUSTOM = "cloudflare:index/customSsl:CustomSsl";

export const edgeCertificate = stackRule({
  id: "cloudflare-edge-certificate",
  title: "The edge has a certificate for every host that it answers for",
  severity: "high",
  appliesTo: [...DNS_RECORDS, LOAD_BALANCER],
  fix: "use a name one label below the zone's domain, order a certificate that has the name, or do not proxy the record",
  why: "Universal SSL covers the domain and one label below it: visitors of a deeper host get a TLS error.",
  *check(resource, stack) {
    if (resource.type !== LOAD_BALANCER && !resource.at("proxied").is(true)) {
      return;
    }
    const zone = zoneOf(resource, stack);
    const domain = zone && domainOf(zone, stack)?.text();
    const name = resource.at("name");
    if (!zone || domain === undefined) {
      return;
    }
    const host = nameInZone(name.text() ?? "", domain);
    if (isCovered(host, domain)) {
      return;
    }
    if (
      !some(stack.ofType(PACK, TOTAL, CUSTOM, zone.component?.type ?? PACK), (other) =>
        has(other, host, domain, zone, stack),
      )
    ) {
      yield name.violation(
        `no certificate of the edge covers ${host}: universal SSL has ${domain} and *.${domain}`,
      );
    }
  },
});

/** A zone of the stack, and the component that creates it. */
interface OwnZone {
  readonly resource: PolicyResource;
  readonly component: PolicyResource | undefined;
}

function zoneOf(resource: PolicyResource, stack: PolicyContext): OwnZone | undefined {
  const zone = resource
    .originsOf("zoneId")
    .map((urn) => stack.byUrn(urn))
    .find((each) => each?.type === "cloudflare:index/zone:Zone");
  const parent = stack.byUrn(zone?.parent);
  return zone && { resource: zone, component: parent?.type === "strata:edge:Zone" ? parent : undefined };
}

function domainOf({ resource, component }: OwnZone, stack: PolicyContext) {
  return resource.id === undefined ? resource.at("name") : stack.byUrn(component?.urn)?.at("domain");
}

/** Whether a further certificate of the zone has the host. */
function has(
  other: PolicyResource,
  host: string,
  domain: string,
  { resource, component }: OwnZone,
  stack: PolicyContext,
): boolean {
  if (other.type === component?.type) {
    return (
      other === component && isCovered(host, domain, component.published().at("outputs.certificates").texts())
    );
  }
  if (zoneOf(other, stack)?.resource !== resource) {
    return false;
  }
  if (other.type === TOTAL) {
    return other.at("enabled").is(true);
  }
  if (other.type === CUSTOM) {
    // Its names are in the certificate, which the program may not show.
    throw other.at("certificate").unknown();
  }
  return isCovered(host, domain, other.at("hosts").texts());
}
