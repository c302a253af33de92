import type { PolicyContext, PolicyResource } from "../../context.ts";
import { type Property, some } from "../../property.ts";
import { matches, rulesFor } from "../rulesets/edge-rules.ts";
import { ordinaryRequests } from "../rulesets/ordinary-requests.ts";
import { zoneSettingRule } from "./setting-rule.ts";

/** Half a year. Source: Prowler, zone_hsts_enabled. */
const LEAST_SECONDS = 15_768_000;
const HEADER = "strict-transport-security";

export const hsts = zoneSettingRule({
  id: "cloudflare-hsts",
  title: "HSTS is enabled",
  severity: "high",
  enforcement: "mandatory",
  // Prowler's zone_hsts_enabled also wants subdomains, which a zone may share with others.
  frameworks: {},
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

/** A response header rule is equivalent to the setting, if it is for every page and sets as long an age. */
function sendsHeader(zone: PolicyResource, stack: PolicyContext): boolean {
  const pages = ordinaryRequests(zone, stack).filter(({ method }) => method === "GET");
  const rules = rulesFor(zone, "http_response_headers_transform", stack);
  return pages.every((page) => some(rules, ({ rule }) => setsAge(rule) && matches(rule, page, stack)));
}

function setsAge(rule: Property): boolean {
  return some(rule.at("actionParameters.headers").entries(), ([name, header]) => {
    if (name.toLowerCase() !== HEADER || header.at("operation").is("remove")) {
      return false;
    }
    if (header.at("expression").exists()) {
      throw header.at("expression").unknown();
    }
    const age = /max-age\s*=\s*"?(\d+)/i.exec(header.at("value").text() ?? "")?.[1];
    return Number(age ?? 0) >= LEAST_SECONDS;
  });
}
