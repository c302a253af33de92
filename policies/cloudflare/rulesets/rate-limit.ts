import type { EdgeRequest } from "#models/cloudflare/expression/facts";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import { type Property, some, type Violation } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { belongsTo, ZONE } from "../zone/zone.ts";
import { namedRequests } from "./api-requests.ts";
import { matches, readableExpressions, rulesFor } from "./edge-rules.ts";
import { ordinaryRequests, requestLabel } from "./ordinary-requests.ts";
import { isDisabled, RULESET, ruleLabel, rulesOf } from "./ruleset.ts";
import { skipsOrdinary } from "./skips.ts";

const LIMITS = "http_ratelimit";
const CUSTOM = "http_request_firewall_custom";
/** Limits of the kind that rulesets replaced. */
const OLD_LIMIT = "cloudflare:index/rateLimit:RateLimit";

export const rateLimit = stackRule<Property | "zone" | "limit">({
  id: "cloudflare-rate-limit",
  title: "Zones have rate limits, which reject what exceeds them",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: { Prowler: ["zone_rate_limiting_enabled"] },
  appliesTo: [ZONE, RULESET, OLD_LIMIT],
  fix: 'add a rule to the phase http_ratelimit for the paths of logins and the API, with the action "block" or a challenge',
  why: "Without a limit that rejects, nothing at the edge stops password guessing or resource exhaustion.",
  each: (resource) => {
    if (resource.type === RULESET) {
      return [...rulesOf(resource, LIMITS), ...rulesOf(resource, CUSTOM)];
    }
    return [resource.type === ZONE ? "zone" : "limit"];
  },
  *check(part, stack, resource) {
    if (part === "zone") {
      yield* ofZone(resource, stack);
    } else if (part === "limit") {
      const mode = resource.at("action.mode");
      if (mode.is("simulate")) {
        yield mode.violation("the limit only logs what exceeds it");
      }
    } else if (!isDisabled(part)) {
      yield* ofRule(part, resource, stack);
    }
  },
});

function* ofRule(rule: Property, ruleset: PolicyResource, stack: PolicyContext): Iterable<Violation> {
  const action = rule.at("action");
  if (ruleset.at("phase").is(LIMITS)) {
    if (action.is("log")) {
      yield action.violation(`${ruleLabel(rule)} only logs what exceeds it`);
    }
  } else if (action.is("skip") && skipsLimits(rule)) {
    yield* skipsOrdinary(rule, ordinaryRequests(ruleset, stack), stack, { what: "rate limits" });
  }
}

function skipsLimits(rule: Property): boolean {
  const parameters = rule.at("actionParameters");
  return (
    parameters.at("phases").texts().includes(LIMITS) ||
    parameters.at("products").texts().includes("rateLimit")
  );
}

/** A zone of which no limit counts anything, neither what all sites receive nor what its limits name. */
function* ofZone(zone: PolicyResource, stack: PolicyContext): Iterable<Violation> {
  const limits = rulesFor(zone, LIMITS, stack);
  const ordinary = ordinaryRequests(zone, stack);
  const requests = [...ordinary, ...namedRequests(readableExpressions(limits))];
  const isLimited = (request: EdgeRequest) => some(limits, ({ rule }) => matches(rule, request, stack));
  const hasOldLimit = () => some(stack.ofType(OLD_LIMIT), (limit) => belongsTo(limit, zone));
  if (!some(requests, isLimited) && !hasOldLimit()) {
    const login = ordinary.find(({ method }) => method === "POST");
    yield zone
      .at("name")
      .violation(`no rate limit counts any request, such as ${login && requestLabel(login)}`);
  }
}
