import type { PolicyContext, PolicyResource } from "../../context.ts";
import { some } from "../../property.ts";
import { isDisabled, RULESET, rulesOf } from "../rulesets/ruleset.ts";
import { zoneSettingRule } from "./setting-rule.ts";
import { belongsTo } from "./zone.ts";

/** Half a year. Source: Prowler, zone_hsts_enabled. */
const LEAST_SECONDS = 15_768_000;
const HEADER = "strict-transport-security";

export const hsts = zoneSettingRule({
  id: "cloudflare-hsts",
  title: "HSTS is enabled",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Prowler: ["zone_hsts_enabled"] },
  setting: "security_header",
  missing: "the zone sends no Strict-Transport-Security header",
  fix: 'set the zone setting "security_header" with strict_transport_security enabled and a max_age of a year',
  why: "Otherwise the first request of a visit may use plain HTTP, and an attacker can redirect it.",
  insteadOf: sendsHeader,
  *check(value) {
    const header = value.at("strict_transport_security");
    const enabled = header.at("enabled");
    if (!enabled.is(true)) {
      yield enabled.violation("the Strict-Transport-Security header is disabled");
      return;
    }
    const seconds = header.at("max_age");
    if ((seconds.number() ?? 0) < LEAST_SECONDS) {
      yield seconds.violation(
        `browsers forget it after ${seconds.number() ?? 0} s; ${LEAST_SECONDS} s is the least`,
      );
    }
  },
});

/** A response header rule is equivalent to the setting. */
function sendsHeader(zone: PolicyResource, stack: PolicyContext): boolean {
  const rulesets = stack.ofType(RULESET).filter((ruleset) => belongsTo(ruleset, zone));
  return some(
    rulesets.flatMap((ruleset) => rulesOf(ruleset, "http_response_headers_transform")),
    (rule) =>
      !isDisabled(rule) &&
      some(rule.at("actionParameters.headers").entries(), ([name]) => name.toLowerCase() === HEADER),
  );
}
