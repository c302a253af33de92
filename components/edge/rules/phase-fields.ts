import { fieldsIn } from "#models/cloudflare/expression/syntax";
import type { Phase } from "#models/cloudflare/phases";
import type { ArgumentChecks } from "../../core/arguments.ts";
import type { PlacedRule } from "./rule.ts";

/**
 * The fields that rules may read for a response on its way into the cache: none of the visitor, since the copy is
 * shared. Source: Cloudflare docs, cache response rules, expression fields.
 */
const CACHE_RESPONSE_FIELDS = new Set([
  "http.cookie",
  "http.host",
  "http.referer",
  "http.user_agent",
  "http.request.method",
  "http.request.uri",
  "http.request.uri.path",
  "http.request.uri.path.extension",
  "http.request.uri.query",
  "http.request.uri.args",
  "http.request.full_uri",
  "http.request.headers",
  "http.request.cookies",
  "http.response.code",
  "http.response.headers",
]);

const AFTER_THE_ORIGIN: ReadonlySet<Phase> = new Set([
  "http_response_cache_settings",
  "http_response_headers_transform",
  "http_custom_errors",
]);

const VERDICTS = ["block", "managed_challenge", "js_challenge", "challenge", "log"];

/** Allowed actions of a phase's rules. Source: Cloudflare docs, Ruleset Engine, actions. */
const ACTIONS: Readonly<Record<Phase, readonly string[]>> = {
  http_request_dynamic_redirect: ["redirect"],
  http_request_transform: ["rewrite"],
  ddos_l7: ["execute"],
  http_request_firewall_custom: [...VERDICTS, "skip"],
  http_ratelimit: VERDICTS,
  http_request_firewall_managed: ["execute", "skip"],
  http_request_late_transform: ["rewrite"],
  http_request_cache_settings: ["set_cache_settings"],
  http_response_cache_settings: ["set_cache_settings", "set_cache_control", "set_cache_tags"],
  http_response_headers_transform: ["rewrite"],
  http_custom_errors: ["serve_error"],
};

/**
 * Fails if a rule's action is not allowed in its phase, such as skipping the rule that keeps credentials out of the
 * cache.
 */
export function checkPhaseAction(checks: ArgumentChecks, at: string, rule: PlacedRule): void {
  checks.oneOf<string>(`${at} action`, rule.action, ACTIONS[rule.phase]);
}

/** Fails if a rule reads a field that its phase lacks: the edge would refuse the whole ruleset. */
export function checkPhaseFields(checks: ArgumentChecks, at: string, rule: PlacedRule): void {
  for (const field of fieldsIn(rule.when)) {
    checks.that(
      !field.startsWith("http.response.") || AFTER_THE_ORIGIN.has(rule.phase),
      `${at} reads`,
      field,
      `fields of the request, in ${rule.phase}, which runs before the origin answers`,
    );
    checks.that(
      rule.phase !== "http_response_cache_settings" || CACHE_RESPONSE_FIELDS.has(field),
      `${at} reads`,
      field,
      `fields of URL, headers and response, in ${rule.phase}, whose result all visitors share`,
    );
  }
}
