import { registrableDomain } from "#models/dns/registrable";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import { some } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { ZONE } from "./zone.ts";

export const registrableZone = stackRule({
  id: "cloudflare-registrable-zone",
  title: "Zones are of domains that can be registered",
  severity: "high",
  appliesTo: [ZONE],
  fix: "use the registered domain and records below it, or a domain of its own for the environment",
  why: "Cloudflare refuses a zone of a name below another domain, other than with the subdomain setup of the Enterprise plan.",
  *check(zone, stack) {
    if (zone.id !== undefined) {
      return;
    }
    const name = zone.at("name");
    const text = name.text() ?? "";
    const registrable = registrableDomain(text);
    if (registrable === text.toLowerCase() || isEnterprise(zone, stack)) {
      return;
    }
    yield name.violation(
      registrable === undefined
        ? `"${text}" is a public suffix, below which others register domains`
        : `"${text}" is below ${registrable}, which is the domain that is registered`,
    );
  },
});

function isEnterprise(zone: PolicyResource, stack: PolicyContext): boolean {
  const component = stack.byUrn(zone.parent);
  if (component?.type === "strata:edge:Zone" && component.published().at("facts.plan").is("enterprise")) {
    return true;
  }
  return some(
    stack.ofType("cloudflare:index/zoneSubscription:ZoneSubscription"),
    (subscription) =>
      subscription.originsOf("zoneId").includes(zone.urn) && subscription.at("ratePlan.id").is("enterprise"),
  );
}
