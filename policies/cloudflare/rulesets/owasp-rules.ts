import { MANAGED_RULESETS } from "#models/cloudflare/managed-rulesets";
import { stackRule } from "../../rule.ts";
import { hasPlan, ZONE } from "../zone/zone.ts";
import { isInspected } from "./managed-waf.ts";
import { ordinaryRequests, requestLabel } from "./ordinary-requests.ts";

export const owaspRules = stackRule({
  id: "cloudflare-owasp-rules",
  title: "The OWASP rules inspect every request",
  severity: "high",
  frameworks: { Prowler: ["zone_waf_owasp_ruleset_enabled"] },
  appliesTo: [ZONE],
  fix: `execute the OWASP Core Ruleset (${MANAGED_RULESETS.owasp}) for every request, in the phase http_request_firewall_managed`,
  why: "Cloudflare's own set has a rule for each known attack; the OWASP set scores what looks like one, known or not.",
  *check(zone, stack) {
    if (hasPlan(zone, "free", stack)) {
      return;
    }
    const missing = ordinaryRequests(zone, stack).find(
      (request) => !isInspected(zone, request, stack, MANAGED_RULESETS.owasp),
    );
    if (missing) {
      yield zone.at("name").violation(`${requestLabel(missing)} reaches the origin without the OWASP rules`);
    }
  },
});
