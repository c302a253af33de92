import { some } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { belongsTo, ZONE } from "./zone.ts";

const DNSSEC = "cloudflare:index/zoneDnssec:ZoneDnssec";

export const dnssec = stackRule({
  id: "cloudflare-dnssec",
  title: "The zone has DNSSEC",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Prowler: ["zone_dnssec_enabled"] },
  appliesTo: [ZONE, DNSSEC],
  fix: 'add a ZoneDnssec with status "active" and give its DS record to the registrar',
  why: "A forged DNS answer sends visitors, mail and certificate checks to an attacker.",
  *check(resource, stack) {
    if (resource.type === DNSSEC) {
      const status = resource.at("status");
      if (!status.is("active")) {
        yield status.violation(`DNSSEC is ${status.text() ?? "not enabled"}`);
      }
    } else if (!some(stack.ofType(DNSSEC), (candidate) => belongsTo(candidate, resource))) {
      yield resource.at("name").violation("the zone has no DNSSEC");
    }
  },
});
