import type { CacheFact } from "#graph/facts/edge";
import { and, or } from "#models/cloudflare/expression/build";
import { request, response } from "#models/cloudflare/expression/fields";
import type { Expression } from "#models/cloudflare/expression/syntax";
import { describeLifetime, describeRequests } from "#models/cloudflare/notation";
import { argumentsOf } from "../../../core/arguments.ts";
import { labelOf, matching, type RequestMatch, requestsOf } from "../matching.ts";
import type { ActionParameters, EdgeRule, ZoneRule } from "../rule.ts";
import { type CacheLifetime, cacheControl } from "./lifetime.ts";

/** Settings of {@link cached}. @public */
export interface CachePolicy extends RequestMatch {
  readonly lifetime: CacheLifetime;
  /** Tags of the stored copies, for purging. Printable ASCII without spaces and commas. Default none. */
  readonly tags?: readonly string[];
  /** Its label in plans. Default: the paths and extensions. */
  readonly label?: string;
}

/**
 * Caches responses at the edge. Both lifetimes override the origin's; errors and responses that set a cookie are never
 * stored, whatever the lifetime (see {@link unshareable}). If several match, an immutable lifetime overrides the
 * others, and a later rule an earlier one.
 */
export function cached(policy: CachePolicy): ZoneRule {
  argumentsOf("cached", "", policy);
  const { lifetime, tags = [] } = policy;
  const label = policy.label ?? describeRequests(policy);
  const description = `Store ${label} for ${describeLifetime(lifetime)}`;
  const when = matching(policy);
  const edge = lifetime.edgeSeconds ?? lifetime.browserSeconds;
  const stage = lifetime.immutable ? "versioned" : "store";
  const store: EdgeRule = {
    phase: "http_request_cache_settings",
    stage,
    description,
    when,
    action: "set_cache_settings",
    parameters: {
      cache: true,
      edgeTtl: { mode: "override_origin", default: edge },
      browserTtl: { mode: "override_origin", default: lifetime.browserSeconds },
      ...(lifetime.staleWhileRevalidateSeconds === undefined
        ? {}
        : { serveStale: { disableStaleWhileUpdating: false } }),
    },
  };
  const control: EdgeRule = {
    phase: "http_response_cache_settings",
    stage,
    description: `${label}: ${cacheControl(lifetime)}`,
    when: and(when, response.code.compare("lt", 400)),
    action: "set_cache_control",
    parameters: directives(lifetime),
  };
  const tag: EdgeRule = {
    phase: "http_response_cache_settings",
    stage: "tags",
    suffix: "tags",
    description: `Tag ${label}: ${tags.join(", ")}`,
    when,
    action: "set_cache_tags",
    parameters: { operation: "add", values: [...tags] },
  };
  const rules = tags.length > 0 ? [store, control, tag] : [store, control];
  const { public: _, ...kept } = lifetime;
  const fact = { ...factOf("stored", policy), lifetime: kept, ...(tags.length > 0 ? { tags } : {}) };
  return { rules, facts: { cache: [fact] } };
}

/** Settings of {@link neverStored} and {@link bypassed}. */
export interface BypassPolicy extends RequestMatch {
  /** Its label in plans. Default: the paths and extensions. */
  readonly label?: string;
}

/** Keeps responses out of the edge's cache and sends `no-cache, no-store` to browsers. */
export function neverStored(policy: BypassPolicy): ZoneRule {
  argumentsOf("neverStored", "", policy);
  const label = policy.label ?? describeRequests(policy);
  const control: EdgeRule = {
    phase: "http_response_cache_settings",
    stage: "bypass",
    description: `${label}: no-cache, no-store`,
    when: matching(policy),
    action: "set_cache_control",
    parameters: {
      ...without("maxAge", "sMaxage", "staleWhileRevalidate", "immutable", "public"),
      noCache: { operation: "set" },
      noStore: { operation: "set" },
    },
  };
  return { rules: [bypass(label, matching(policy)), control], facts: { cache: [factOf("never", policy)] } };
}

/** Passes requests to the origin without reading or filling the cache; headers stay as the origin sends them. */
export function bypassed(policy: BypassPolicy): ZoneRule {
  argumentsOf("bypassed", "", policy);
  const label = policy.label ?? describeRequests(policy);
  return { rules: [bypass(label, matching(policy))], facts: { cache: [factOf("bypass", policy)] } };
}

/**
 * Suffixes of the names of session cookies, ignoring case: `PHPSESSID`, `JSESSIONID`, `connect.sid`, `laravel_session`,
 * `ASP.NET_SessionId`, `next-auth.session-token` and its first chunk if it is split.
 */
export const SESSION_COOKIES = [
  "session",
  "sessionid",
  "session_id",
  "session-id",
  "sid",
  "jwt",
  "token",
  "token.0",
] as const;

/**
 * Requests with credentials bypass the cache: they neither read nor fill it. Every zone has this rule, as the last of
 * its phase, so that no other rule and no default of the edge can override it.
 */
export function credentialsBypass(sessionCookies: readonly string[]): ZoneRule {
  const when = withCredentials(sessionCookies);
  const rule = bypass("requests with an Authorization header or a session cookie", when);
  return { rules: [{ ...rule, stage: "credentials" }] };
}

/** True for requests with an Authorization header or one of these cookies. @internal */
export function withCredentials(sessionCookies: readonly string[]): Expression {
  return or(
    request.header("authorization").isPresent(),
    // `=` ends a name, so a name that merely ends in one of them also counts, which errs on the safe side.
    ...sessionCookies.map((name) => request.cookie.lower().contains(`${name.toLowerCase()}=`)),
  );
}

/** Errors and responses that set a cookie are personal or temporary: they are never stored. */
export function unshareable(): ZoneRule {
  const rule: EdgeRule = {
    phase: "http_response_cache_settings",
    stage: "unshareable",
    description: "Errors and responses that set a cookie are never stored",
    when: or(response.code.compare("ge", 400), response.header("set-cookie").isPresent()),
    action: "set_cache_control",
    parameters: {
      ...without("maxAge", "sMaxage", "staleWhileRevalidate", "immutable", "public"),
      noStore: { operation: "set" },
    },
  };
  return { rules: [rule] };
}

function factOf(storage: CacheFact["storage"], policy: BypassPolicy): CacheFact {
  return { storage, match: requestsOf(policy), ...labelOf(policy) };
}

function bypass(label: string, when: Expression): EdgeRule {
  return {
    phase: "http_request_cache_settings",
    stage: "bypass",
    description: `Never store ${label}`,
    when,
    action: "set_cache_settings",
    parameters: { cache: false },
  };
}

/** All directives of a lifetime: those it lacks are removed, since other rules or the origin may set them. */
function directives(lifetime: CacheLifetime): ActionParameters {
  const { browserSeconds, edgeSeconds, staleWhileRevalidateSeconds: stale } = lifetime;
  return {
    ...without("sMaxage", "staleWhileRevalidate", "immutable", "public"),
    maxAge: { operation: "set", value: browserSeconds },
    // The edge's own lifetime, invisible to visitors.
    ...(edgeSeconds === undefined
      ? {}
      : { sMaxage: { operation: "set", value: edgeSeconds, cloudflareOnly: true } }),
    ...(stale === undefined ? {} : { staleWhileRevalidate: { operation: "set", value: stale } }),
    ...(lifetime.immutable ? { immutable: { operation: "set" } } : {}),
    ...(lifetime.public === false ? {} : { public: { operation: "set" } }),
  };
}

type Directive = "maxAge" | "sMaxage" | "staleWhileRevalidate" | "immutable" | "public";

function without(...names: Directive[]): ActionParameters {
  return Object.fromEntries(names.map((name) => [name, { operation: "remove" }]));
}
