import { registrableDomain } from "#models/dns/registrable";
import { stackRule } from "../../rule.ts";
import { hasPlan, ZONE } from "./zone.ts";

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
    if (registrable === text.toLowerCase() || hasPlan(zone, "enterprise", stack)) {
      return;
    }
    yield name.violation(
      registrable === undefined
        ? `"${text}" is a public suffix, below which others register domains`
        : `"${text}" is below ${registrable}, which is the domain that is registered`,
    );
  },
});
