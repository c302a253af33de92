import type { EdgeRequest } from "#models/cloudflare/expression/facts";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import { type Property, some, type Violation } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { hasPlan, ZONE } from "../zone/zone.ts";
import { matches, rulesFor } from "./edge-rules.ts";
import { weakenedBy } from "./managed-overrides.ts";
import { ordinaryRequests, requestLabel } from "./ordinary-requests.ts";
import { isPageFor, onHostOf, PAGE_RULE } from "./page-rules.ts";
import { isDisabled, RULESET, rulesOf } from "./ruleset.ts";
import { skipsOrdinary } from "./skips.ts";

export const MANAGED = "http_request_firewall_managed";
const CUSTOM = "http_request_firewall_custom";

/** A rule of a ruleset, or a zone or page rule as a whole. */
type Part = { readonly rule: Property; readonly after: readonly Property[] } | "zone" | "page";

export const managedWaf = stackRule<Part>({
  id: "cloudflare-managed-waf",
  title: "Managed WAF rules inspect every request, and block",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Prowler: ["zone_waf_enabled"] },
  appliesTo: [ZONE, RULESET, PAGE_RULE],
  fix: 'execute the managed rulesets for every request; remove the skip or override, or say why at the end of the rule\'s description: ; <tag or "rule" and id> <log or off>: <reason>',
  why: "A WAF that only logs, or is skipped, lets attacks through while looking like protection.",
  each: (resource) =>
    resource.type === RULESET ? rulesIn(resource) : [resource.type === ZONE ? "zone" : "page"],
  *check(part, stack, resource) {
    if (part === "zone") {
      yield* ofZone(resource, stack);
    } else if (part === "page") {
      yield* ofPage(resource, stack);
    } else if (!isDisabled(part.rule)) {
      yield* ofRule(part, resource, stack);
    }
  },
});

function* ofRule(
  { rule, after }: Exclude<Part, string>,
  ruleset: PolicyResource,
  stack: PolicyContext,
): Iterable<Violation> {
  const action = rule.at("action");
  if (action.is("execute")) {
    yield* weakenedBy(rule);
  } else if (action.is("skip")) {
    yield* ofSkip(rule, after, ruleset, stack);
  }
}

/** A page rule that switches the firewall off for what ordinary requests ask for. */
function* ofPage(page: PolicyResource, stack: PolicyContext): Iterable<Violation> {
  const setting = page.at("actions.waf");
  if (!setting.is("off") || page.at("status").is("disabled")) {
    return;
  }
  const request = ordinaryRequests(page, stack)
    .map((each) => onHostOf(page, each))
    .find(({ url }) => isPageFor(page, url));
  if (request) {
    yield setting.violation(`the page rule switches the firewall off for ${requestLabel(request)}`);
  }
}

function rulesIn(ruleset: PolicyResource): Part[] {
  const rules = [...rulesOf(ruleset, MANAGED), ...rulesOf(ruleset, CUSTOM)];
  return rules.map((rule, index) => ({ rule, after: rules.slice(index + 1) }));
}

/** A skip of managed rules that ordinary requests meet; those after which no managed rules run skip nothing. */
function* ofSkip(
  rule: Property,
  after: readonly Property[],
  ruleset: PolicyResource,
  stack: PolicyContext,
): Iterable<Violation> {
  const parameters = rule.at("actionParameters");
  const requests = ordinaryRequests(ruleset, stack);
  if (ruleset.at("phase").is(CUSTOM)) {
    if (parameters.at("phases").texts().includes(MANAGED)) {
      yield* skipsOrdinary(rule, requests, stack, { what: "managed rules" });
    }
    return;
  }
  const isExecution = (each: Property) => each.at("action").is("execute") && !isDisabled(each);
  const isLate = () => !some(after, isExecution) && some(rulesOf(ruleset, MANAGED), isExecution);
  if (parameters.at("ruleset").is("current")) {
    if (!isLate()) {
      yield* skipsOrdinary(rule, requests, stack, { what: "managed rules" });
    }
    return;
  }
  const skipped = parameters.at("rulesets").texts();
  if (skipped.length > 0 && !isLate()) {
    // One set may be left out for a part of a site, but neither for all of it, nor together with all others.
    const isRest = () => some(after, (each) => isExecution(each) && !skipped.includes(idOf(each) ?? ""));
    yield* skipsOrdinary(rule, requests, stack, {
      what: "managed rules",
      least: isRest() ? requests.length : 1,
    });
  }
}

function idOf(rule: Property): string | undefined {
  return rule.at("actionParameters.id").text();
}

/** What of a zone no managed rules inspect. Rules that skip or weaken them are found by themselves. */
function* ofZone(zone: PolicyResource, stack: PolicyContext): Iterable<Violation> {
  if (hasPlan(zone, "free", stack)) {
    // Cloudflare executes the free set on each zone; the plan has no other.
    return;
  }
  const missing = ordinaryRequests(zone, stack).find((request) => !isInspected(zone, request, stack));
  if (missing) {
    yield zone
      .at("name")
      .violation(
        `${requestLabel(missing)} reaches the origin without managed rules: no ruleset executes them`,
      );
  }
}

/**
 * Whether a rule of a zone executes a managed set for a request.
 *
 * @param id of the set. Default: any
 */
export function isInspected(
  zone: PolicyResource,
  request: EdgeRequest,
  stack: PolicyContext,
  id?: string,
): boolean {
  return some(rulesFor(zone, MANAGED, stack), ({ rule }) => {
    return (
      rule.at("action").is("execute") &&
      (id === undefined || idOf(rule) === id) &&
      matches(rule, request, stack)
    );
  });
}
