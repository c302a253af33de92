import { evaluate } from "#models/cloudflare/expression/evaluate";
import { type EdgeRequest, factsOf } from "#models/cloudflare/expression/facts";
import { parse } from "#models/cloudflare/expression/parse";
import { type Expression, ExpressionError } from "#models/cloudflare/expression/syntax";
import { decideCache } from "#models/cloudflare/zone/cache";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import { type Property, some } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { type ApiRequest, apiRequests } from "./api-requests.ts";
import { isDisabled, RULESET, ruleLabel, rulesOf } from "./ruleset.ts";

/** A cache rule and those after it; the last one that matches a request decides. */
interface CacheRule {
  readonly rule: Property;
  readonly later: readonly Property[];
  /** Requests to evaluate against the zone. */
  readonly requests: readonly ApiRequest[];
  /** Response rules of the same zone. */
  readonly responses: readonly Property[];
}

export const cachedApi = stackRule<CacheRule>({
  id: "cloudflare-cached-api",
  title: "API responses are never cached at the edge",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {},
  appliesTo: [RULESET],
  fix: "set cache to false for the API's paths, in a rule after all that set it to true",
  why: "One visitor receives a response made for another, including their data.",
  each(ruleset, context) {
    const rules = rulesOf(ruleset, "http_request_cache_settings");
    const requests = apiRequests(rules.flatMap(readableExpression));
    const responses = responseRules(ruleset, context);
    return rules.map((rule, index) => ({ rule, later: rules.slice(index + 1), requests, responses }));
  },
  *check({ rule, later, requests, responses }) {
    if (isDisabled(rule) || !rule.at("actionParameters.cache").is(true)) {
      return;
    }
    let stored: string | undefined;
    const stores = some(requests, (request) => {
      const decides = matches(rule, request) && !some(later, (other) => overrules(other, request));
      const keeps = decides && isStored(rule, request, responses);
      stored ??= keeps ? label(request) : undefined;
      return keeps;
    });
    if (stores) {
      yield rule.at("expression").violation(`${ruleLabel(rule)} stores the response to ${stored}`);
    }
  },
});

/** Whether a later rule overrides an earlier one's cache decision. */
function overrules(rule: Property, request: ApiRequest): boolean {
  if (isDisabled(rule)) {
    return false;
  }
  const cache = rule.at("actionParameters.cache");
  return (cache.is(true) || cache.is(false)) && matches(rule, request);
}

/**
 * Whether a rule targets a request. A rule that reads a credential targets it only if the credential makes the
 * difference.
 */
function matches(rule: Property, request: ApiRequest): boolean {
  return holds(rule, request) && !(request.anonymous && holds(rule, request.anonymous));
}

function holds(rule: Property, request: EdgeRequest): boolean {
  const property = rule.at("expression");
  const text = property.text() ?? "";
  try {
    return evaluate(parsed(text), factsOf(request));
  } catch (cause) {
    if (cause instanceof ExpressionError) {
      // A list of the account, or a function that is not evaluated here.
      throw property.unknown();
    }
    throw cause;
  }
}

/** Whether the edge stores the response, unless response rules forbid it. */
function isStored(rule: Property, request: ApiRequest, responses: readonly Property[]): boolean {
  const plan = (each: Property) => ({
    ref: "",
    description: "",
    expression: { kind: "constant", value: true } as const,
    action: each.at("action").text() ?? "",
    parameters: each.at("actionParameters").record(),
    rateLimit: undefined,
  });
  const forbidding = responses.filter((each) => !isDisabled(each) && holds(each, request)).map(plan);
  const path = new URL(request.url).pathname;
  return decideCache({ method: "GET", path }, [plan(rule)], forbidding, undefined).stored;
}

/** Response rules in the same zone's rulesets. */
function responseRules(ruleset: PolicyResource, context: PolicyContext): Property[] {
  return context
    .ofType(RULESET)
    .filter((other) => other.urn !== ruleset.urn && other.isSameInput("zoneId", ruleset))
    .flatMap((other) => rulesOf(other, "http_response_cache_settings"));
}

function readableExpression(rule: Property): Expression[] {
  const property = rule.at("expression");
  try {
    return property.isReadable() ? [parsed(property.text() ?? "")] : [];
  } catch (cause) {
    if (cause instanceof ExpressionError) {
      return [];
    }
    throw cause;
  }
}

const PARSED = new Map<string, Expression>();

/** An expression's tree, cached. @throws ExpressionError */
function parsed(text: string): Expression {
  const known = PARSED.get(text) ?? parse(text);
  PARSED.set(text, known);
  return known;
}

function label({ url, anonymous }: ApiRequest): string {
  const { pathname, search } = new URL(url);
  return `GET ${pathname}${search}${anonymous ? " with a credential" : ""}`;
}
