import { evaluate as holds, type Lists } from "../expression/evaluate.ts";
import { type EdgeRequest, factsOf } from "../expression/facts.ts";
import { compileWildcard } from "../expression/pattern.ts";
import type { Phase } from "../phases.ts";
import { type CacheDecision, decideCache } from "./cache.ts";
import { headerOperations, limitOf, type PlannedRecord, type PlannedRule, type ZonePlan } from "./plan.ts";
import { isList, number, table, text } from "./values.ts";

export type { CacheDecision } from "./cache.ts";

/** Assumptions besides the request itself. */
export interface Circumstances {
  /** Requests of the same client already counted by its rate limits in the current period. Default 0. */
  readonly earlierRequests?: number;
  /** The origin's response. Default: 200 without headers. */
  readonly response?: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> };
  /** Contents of account lists that rules name. */
  readonly lists?: Lists;
}

/** A rule that matched, in the edge's order. */
export interface FiredRule {
  readonly phase: Phase;
  readonly ref: string;
  readonly description: string;
  readonly action: string;
}

/** A rate limit that counts the request. */
export interface CountingLimit extends ReturnType<typeof limitOf> {
  readonly ref: string;
}

/** How the edge handles a request. */
export interface EdgeDecision {
  /** The record that leads to the edge; undefined if the zone has none for the host. */
  readonly record: PlannedRecord | undefined;
  readonly fired: readonly FiredRule[];
  /**
   * "pass": on to cache and origin. "unreached": the host bypasses the edge or does not resolve. Managed rules belong
   * to Cloudflare: {@link fired} shows that they inspect the request; their verdict is unknown here.
   */
  readonly verdict: "pass" | "block" | "challenge" | "redirect" | "unreached";
  /** Status that the visitor receives if the edge itself responds. */
  readonly status: number | undefined;
  /** Target of a redirect. */
  readonly location: string | undefined;
  readonly limits: readonly CountingLimit[];
  /** Script of the Worker that responds in place of the origin, if a route matches. */
  readonly worker: string | undefined;
  /** Undefined unless the request passes. */
  readonly cache: CacheDecision | undefined;
  /** Response headers that rules set, by lower-case name; undefined for one that is removed. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

const HOST_TYPES = new Set(["A", "AAAA", "CNAME", "LB"]);
const CHALLENGES = new Set(["managed_challenge", "js_challenge", "challenge"]);

/**
 * Sends a request through a planned zone: which rules fire, in the edge's order, and what results.
 *
 * @public
 * @throws ExpressionError when a rule uses an account list that is not supplied
 */
export function evaluate(zone: ZonePlan, request: EdgeRequest, given: Circumstances = {}): EdgeDecision {
  const url = new URL(request.url);
  const record = recordFor(zone, url.hostname);
  const state = { fired: [] as FiredRule[], limits: [] as CountingLimit[], headers: {} };
  const stopped = (verdict: EdgeDecision["verdict"], status?: number, location?: string): EdgeDecision => {
    return { ...state, record, verdict, status, location, worker: undefined, cache: undefined };
  };
  if (!record?.proxied) {
    return stopped("unreached");
  }
  if (url.protocol === "http:" && zone.settings["always_use_https"] === "on") {
    url.protocol = "https:";
    return stopped("redirect", 301, url.href);
  }

  const origin = given.response ?? {};
  const asked = factsOf(request);
  const path = String(asked["http.request.uri.path"]);
  const facts = {
    ...asked,
    "http.response.code": origin.status ?? 200,
    "http.response.headers": lowerCased(origin.headers ?? {}),
  };
  const skipped = new Set<string>();
  const matched = new Map<Phase, PlannedRule[]>();
  for (const [phase, rules] of zone.rules) {
    if (skipped.has(phase)) {
      continue;
    }
    for (const rule of rules) {
      const matches = holds(rule.expression, facts, given.lists);
      if (!matches) {
        continue;
      }
      const limit = rule.rateLimit && { ref: rule.ref, ...limitOf(rule) };
      if (limit) {
        state.limits.push(limit);
        if ((given.earlierRequests ?? 0) < limit.requests) {
          continue;
        }
      }
      const { ref, description, action } = rule;
      state.fired.push({ phase, ref, description, action });
      matched.set(phase, [...(matched.get(phase) ?? []), rule]);
      if (action === "block") {
        return stopped("block", blockStatus(rule));
      }
      if (CHALLENGES.has(action)) {
        return stopped("challenge", 403);
      }
      if (action === "redirect") {
        return stopped("redirect", redirectStatus(rule), redirectTarget(rule, url));
      }
      if (action === "skip") {
        for (const each of isList(rule.parameters["phases"]) ? rule.parameters["phases"] : []) {
          skipped.add(String(each));
        }
        if (rule.parameters["ruleset"] === "current") {
          break;
        }
      }
    }
  }
  const cache = decideCache(
    { method: request.method ?? "GET", path },
    matched.get("http_request_cache_settings") ?? [],
    matched.get("http_response_cache_settings") ?? [],
    facts["http.response.headers"]["cache-control"]?.[0],
  );
  const headers = responseHeaders(matched.get("http_response_headers_transform") ?? []);
  const worker = workerFor(zone, `${url.hostname}${path}`);
  return {
    ...state,
    headers,
    record,
    verdict: "pass",
    status: undefined,
    location: undefined,
    worker,
    cache,
  };
}

/** The Worker with the most specific route for a URL. */
function workerFor(zone: ZonePlan, hostAndPath: string): string | undefined {
  const routes = zone.workers.filter(({ pattern }) => compileWildcard(pattern, true).test(hostAndPath));
  return routes.sort((left, right) => right.pattern.length - left.pattern.length)[0]?.script;
}

/** The balancer or record for a host, else the wildcard of its parent. */
function recordFor(zone: ZonePlan, host: string): PlannedRecord | undefined {
  const hosts = zone.records.filter(({ type }) => HOST_TYPES.has(type));
  const parent = host.slice(host.indexOf(".") + 1);
  const named = hosts.filter(({ name }) => name === host);
  return (
    named.find(({ type }) => type === "LB") ?? named[0] ?? hosts.find(({ name }) => name === `*.${parent}`)
  );
}

/** Blocks by a rate limit respond 429, others 403, unless the rule has a custom response. */
function blockStatus(rule: PlannedRule): number {
  return number(table(rule.parameters["response"])?.["statusCode"]) ?? (rule.rateLimit ? 429 : 403);
}

function redirectStatus(rule: PlannedRule): number {
  return number(table(rule.parameters["fromValue"])?.["statusCode"]) ?? 301;
}

/** Resolves fixed targets and those that prefix the path. */
function redirectTarget(rule: PlannedRule, url: URL): string | undefined {
  const from = table(rule.parameters["fromValue"]);
  const target = table(from?.["targetUrl"]);
  const prefix = /^concat\("([^"\\]*)", http\.request\.uri\.path\)$/.exec(
    text(target?.["expression"]) ?? "",
  )?.[1];
  const base = prefix === undefined ? text(target?.["value"]) : `${prefix}${url.pathname}`;
  return base === undefined
    ? undefined
    : `${base}${from?.["preserveQueryString"] === true ? url.search : ""}`;
}

function responseHeaders(rules: readonly PlannedRule[]): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {};
  for (const { name, operation, value } of rules.flatMap(headerOperations)) {
    headers[name.toLowerCase()] = operation === "remove" ? undefined : value;
  }
  return headers;
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]));
}
