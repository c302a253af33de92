import type { Values } from "#graph/model";
import { decideCache } from "#models/cloudflare/zone/cache";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import { type Property, some, type Violation } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { type ApiRequest, apiRequests } from "./api-requests.ts";
import { type EdgeRule, matches, readableExpressions, rulesFor } from "./edge-rules.ts";
import { cachesEverything, isPageFor, onHostOf, PAGE_RULE } from "./page-rules.ts";
import { RULESET, ruleLabel, rulesOf } from "./ruleset.ts";

const CACHE = "http_request_cache_settings";
const RESPONSES = "http_response_cache_settings";

/** What may make the edge store a response, and what may prevent it. */
interface Storing {
  /** In words. */
  readonly label: string;
  /** Which requests it is for: a cache rule's expression, or a page rule's target. */
  readonly property: Property;
  /** The settings of the cache rule. */
  readonly parameters: () => Values;
  /** Whether it makes the edge store the response to a request. */
  stores(request: ApiRequest): boolean;
  /** Cache rules that decide in its place where they match. */
  readonly overruling: readonly EdgeRule[];
  /** Requests to evaluate against the zone. */
  readonly requests: readonly ApiRequest[];
  /** Response rules of the same zone. */
  readonly responses: readonly EdgeRule[];
}

export const cachedApi = stackRule<Storing>({
  id: "cloudflare-cached-api",
  title: "API responses are never cached at the edge",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {},
  appliesTo: [RULESET, PAGE_RULE],
  fix: "set cache to false for the API's paths, in a rule after all that set it to true",
  why: "One visitor receives a response made for another, including their data.",
  each: (resource, stack) =>
    resource.type === PAGE_RULE ? [storingPage(resource, stack)] : storingRules(resource, stack),
  *check(
    { label, property, stores, parameters, overruling, requests, responses },
    stack,
  ): Iterable<Violation> {
    let stored: string | undefined;
    const found = some(requests, (request) => {
      const decides = stores(request) && !some(overruling, (other) => decidesCache(other, request, stack));
      const keeps = decides && isStored(request, parameters(), responses, stack);
      stored ??= keeps ? requestLabel(request) : undefined;
      return keeps;
    });
    if (found) {
      yield property.violation(`${label} stores the response to ${stored}`);
    }
  },
});

/** The cache rules of a ruleset; the last of a zone's that matches a request decides. */
function storingRules(ruleset: PolicyResource, stack: PolicyContext): Storing[] {
  if (rulesOf(ruleset, CACHE).length === 0) {
    return [];
  }
  const all = rulesFor(ruleset, CACHE, stack);
  const requests = apiRequests(readableExpressions(all));
  const responses = rulesFor(ruleset, RESPONSES, stack);
  return all.flatMap(({ rule, ruleset: of }, index) =>
    of === ruleset
      ? {
          label: ruleLabel(rule),
          property: rule.at("expression"),
          parameters: () => rule.at("actionParameters").record(),
          stores: (request) => rule.at("actionParameters.cache").is(true) && targets(rule, request, stack),
          overruling: all.slice(index + 1),
          requests,
          responses,
        }
      : [],
  );
}

/** A page rule that stores everything; each cache rule that matches overrules it. */
function storingPage(page: PolicyResource, stack: PolicyContext): Storing {
  const overruling = rulesFor(page, CACHE, stack);
  return {
    label: "the page rule",
    property: page.at("target"),
    parameters: () => ({ cache: true }),
    stores: ({ url }) => cachesEverything(page) && isPageFor(page, url),
    overruling,
    requests: apiRequests(readableExpressions(overruling)).map((request) => onHostOf(page, request)),
    responses: rulesFor(page, RESPONSES, stack),
  };
}

/** Whether a rule decides in the place of an earlier one. */
function decidesCache({ rule }: EdgeRule, request: ApiRequest, stack: PolicyContext): boolean {
  const cache = rule.at("actionParameters.cache");
  return (cache.is(true) || cache.is(false)) && targets(rule, request, stack);
}

/**
 * Whether a rule targets a request. A rule that reads a credential targets it only if the credential makes the
 * difference.
 */
function targets(rule: Property, request: ApiRequest, stack: PolicyContext): boolean {
  return matches(rule, request, stack) && !(request.anonymous && matches(rule, request.anonymous, stack));
}

/** Whether the edge stores the response with these settings, unless response rules forbid it. */
function isStored(
  request: ApiRequest,
  settings: Values,
  responses: readonly EdgeRule[],
  stack: PolicyContext,
): boolean {
  const plan = (action: string, parameters: Values) => ({
    ref: "",
    description: "",
    expression: { kind: "constant", value: true } as const,
    action,
    parameters,
    rateLimit: undefined,
  });
  const matching = responses
    .filter(({ rule }) => matches(rule, request, stack))
    .map(({ rule }) => plan(rule.at("action").text() ?? "", rule.at("actionParameters").record()));
  const path = new URL(request.url).pathname;
  const storing = plan("set_cache_settings", settings);
  return decideCache({ method: "GET", path }, [storing], matching, undefined).stored;
}

function requestLabel({ url, anonymous }: ApiRequest): string {
  const { pathname, search } = new URL(url);
  return `GET ${pathname}${search}${anonymous ? " with a credential" : ""}`;
}
