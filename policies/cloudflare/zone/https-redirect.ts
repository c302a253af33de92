import type { PolicyContext, PolicyResource } from "../../context.ts";
import { some } from "../../property.ts";
import { isDisabled, RULESET, rulesOf } from "../rulesets/ruleset.ts";
import { belongsTo } from "./zone.ts";

/** Expressions that are true for every plain request. */
const PLAIN = ["not ssl", "(not ssl)", 'http.request.scheme eq "http"', '(http.request.scheme eq "http")'];

/** Whether a redirect rule of the zone sends every plain request to HTTPS, as the setting would. */
export function httpsRedirect(zone: PolicyResource, stack: PolicyContext): boolean {
  const rulesets = stack.ofType(RULESET).filter((ruleset) => belongsTo(ruleset, zone));
  return some(
    rulesets.flatMap((ruleset) => rulesOf(ruleset, "http_request_dynamic_redirect")),
    (rule) =>
      !isDisabled(rule) &&
      rule.at("action").is("redirect") &&
      PLAIN.includes(rule.at("expression").text()?.trim() ?? ""),
  );
}
