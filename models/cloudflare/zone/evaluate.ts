import { type Facts, evaluate as holds } from "../expression/evaluate.ts";
import { type EdgeRequest, factsOf } from "../expression/facts.ts";
import { compileWildcard } from "../expression/pattern.ts";
import { type Phase, STEPS, type Step } from "../phases.ts";
import { botAction } from "./bots.ts";
import { bulkRedirectFor } from "./bulk-redirects.ts";
import { decideCache } from "./cache.ts";
import type { Circumstances, CountingLimit, EdgeDecision, FiredRule, StatedBody } from "./decision.ts";
import { headerOperations, limitOf, type PlannedRecord, type PlannedRule, type ZonePlan } from "./plan.ts";
import { redirectStatus, redirectTarget } from "./redirect.ts";
import { Skips } from "./skips.ts";
import { number, type Table, table, text } from "./values.ts";

export type { CacheDecision } from "./cache.ts";
export type { Circumstances, CountingLimit, EdgeDecision, FiredRule, StatedBody } from "./decision.ts";

/** How the edge ends a request by itself. */
interface Ending {
  readonly verdict: EdgeDecision["verdict"];
  readonly status?: number;
  readonly location?: string | undefined;
  readonly body?: StatedBody | undefined;
}

/** What is gathered on the way. */
interface Walk {
  readonly fired: FiredRule[];
  readonly limits: CountingLimit[];
  readonly matched: Map<Step, PlannedRule[]>;
  readonly skips: Skips;
  readonly facts: Facts;
  readonly given: Circumstances;
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
  const origin = given.response ?? {};
  const asked = factsOf(request);
  const originHeaders = lowerCased(origin.headers ?? {});
  const facts: Facts = {
    ...asked,
    "http.response.code": origin.status ?? 200,
    "http.response.headers": originHeaders,
  };
  const walk: Walk = { fired: [], limits: [], matched: new Map(), skips: new Skips(), facts, given };
  const decision = ({ verdict, status, location, body }: Ending, rest: Partial<EdgeDecision> = {}) => ({
    fired: walk.fired,
    limits: walk.limits,
    headers: {},
    worker: undefined,
    cache: undefined,
    record,
    verdict,
    status,
    location,
    body,
    ...rest,
  });
  if (!record?.proxied) {
    return decision({ verdict: "unreached" });
  }
  if (url.protocol === "http:" && zone.settings["always_use_https"] === "on") {
    url.protocol = "https:";
    return decision({ verdict: "redirect", status: 301, location: url.href });
  }
  for (const step of STEPS) {
    const ending = take(step, zone, request, walk);
    if (ending && ending.verdict !== "pass") {
      return decision(ending);
    }
  }
  const served = walk.matched.get("http_custom_errors")?.[0];
  const path = String(asked["http.request.uri.path"]);
  return decision(served ? servedError(served, origin.status) : { verdict: "pass" }, {
    headers: responseHeaders(walk.matched.get("http_response_headers_transform") ?? []),
    worker: workerFor(zone, `${url.hostname}${path}`),
    cache: decideCache(
      { method: request.method ?? "GET", path },
      walk.matched.get("http_request_cache_settings") ?? [],
      walk.matched.get("http_response_cache_settings") ?? [],
      originHeaders["cache-control"]?.[0],
    ),
  });
}

/** One step of the way; undefined if the request goes on. */
function take(step: Step, zone: ZonePlan, request: EdgeRequest, walk: Walk): Ending | undefined {
  if (step === "http_request_sbfm") {
    const skipped = zone.bots.skippable && walk.skips.skipsPhase(step);
    const action = skipped ? "allow" : botAction(zone.bots, request);
    if (action === "allow") {
      return undefined;
    }
    walk.fired.push({ phase: step, ref: "bots", description: "automated visitors", action });
    return action === "block" ? { verdict: "block", status: 403 } : { verdict: "challenge", status: 403 };
  }
  if (step === "http_request_redirect") {
    const found = bulkRedirectFor(zone.bulkRedirects, new URL(request.url));
    if (found) {
      const { source: ref, status } = found.redirect;
      walk.fired.push({ phase: step, ref, description: `to ${found.redirect.target}`, action: "redirect" });
      return { verdict: "redirect", status, location: found.location };
    }
    return undefined;
  }
  return walk.skips.skipsPhase(step) ? undefined : runPhase(step, zone.rules.get(step) ?? [], walk);
}

function runPhase(phase: Phase, rules: readonly PlannedRule[], walk: Walk): Ending | undefined {
  const { given, skips, facts } = walk;
  for (const rule of rules) {
    if (skips.skipsRuleset(rule) || !holds(rule.expression, facts, given.lists)) {
      continue;
    }
    const limit = rule.rateLimit && { ref: rule.ref, ...limitOf(rule) };
    if (limit) {
      walk.limits.push(limit);
      if ((given.earlierRequests ?? 0) < limit.requests) {
        continue;
      }
    }
    const { ref, description, action } = rule;
    const without = skips.rulesWithout(rule);
    walk.fired.push({ phase, ref, description, action, ...(without.length > 0 ? { without } : {}) });
    walk.matched.set(phase, [...(walk.matched.get(phase) ?? []), rule]);
    const ending = endingOf(rule, facts);
    if (ending) {
      return ending;
    }
    if (action === "skip") {
      skips.add(rule);
    }
    if (action === "serve_error" || (action === "skip" && rule.parameters["ruleset"] === "current")) {
      return undefined;
    }
  }
  return undefined;
}

/** How a rule ends a request; undefined if the request goes on. */
function endingOf(rule: PlannedRule, facts: Facts): Ending | undefined {
  const { action, parameters } = rule;
  if (action === "block") {
    const response = table(parameters["response"]);
    // Blocks by a rate limit respond 429, others 403, unless the rule has a response of its own.
    const status = number(response?.["statusCode"]) ?? (rule.rateLimit ? 429 : 403);
    return { verdict: "block", status, body: bodyOf(response) };
  }
  if (CHALLENGES.has(action)) {
    return { verdict: "challenge", status: 403 };
  }
  if (action === "redirect") {
    const location = redirectTarget(parameters, facts);
    return { verdict: "redirect", status: redirectStatus(parameters), location };
  }
  return undefined;
}

/** An error of the origin that a rule replaces. */
function servedError({ parameters }: PlannedRule, status: number | undefined): Ending {
  const stated = number(parameters["statusCode"]) ?? status;
  return {
    verdict: "pass",
    ...(stated === undefined ? {} : { status: stated }),
    body: bodyOf(parameters),
  };
}

function bodyOf(response: Table | undefined): StatedBody | undefined {
  const content = text(response?.["content"]);
  return content === undefined ? undefined : { contentType: text(response?.["contentType"]) ?? "", content };
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
