import { print } from "#models/cloudflare/expression/print";
import { fieldsIn, forEachExpression } from "#models/cloudflare/expression/syntax";
import type { Phase } from "#models/cloudflare/phases";
import type { TierLimits } from "#models/cloudflare/plan-limits";
import {
  EXPRESSION_CHARACTERS,
  FIELD_TIERS,
  LIMITS,
  REGULAR_EXPRESSION_TIER,
} from "#models/cloudflare/plan-limits";
import type { RulesByPhase } from "../rules/collect.ts";
import { checkPhaseAction, checkPhaseFields } from "../rules/phase-fields.ts";
import type { PlacedRule } from "../rules/rule.ts";
import { MANAGED_RULESETS } from "../rules/security/firewall.ts";
import { checkRateLimit } from "./rate-limits.ts";
import { checkRedirect, checkResponse } from "./responses.ts";
import { checkOverrides, checkSkip } from "./skips.ts";
import type { TierChecks } from "./tier-checks.ts";

/** Phases with a limited number of rules per plan. */
const COUNTED: Readonly<Partial<Record<Phase, (limits: TierLimits) => number>>> = {
  http_request_firewall_custom: (limits) => limits.customRules,
  http_ratelimit: (limits) => limits.rateLimitRules,
  http_request_cache_settings: (limits) => limits.trafficRules,
  http_response_cache_settings: (limits) => limits.trafficRules,
  http_request_transform: (limits) => limits.trafficRules,
  http_request_late_transform: (limits) => limits.trafficRules,
  http_response_headers_transform: (limits) => limits.trafficRules,
  http_request_dynamic_redirect: (limits) => limits.trafficRules,
  http_custom_errors: (limits) => limits.customErrorRules,
  ddos_l7: (limits) => limits.ddosOverrides,
};

/** Source: Cloudflare docs, purge by cache tags. */
const CACHE_TAG = /^[!-+\--~]{1,1024}$/;

/** Fails if the rules exceed the zone's plan. */
export function checkRules(tier: TierChecks, rules: RulesByPhase, domain: string): void {
  for (const [phase, placed] of rules) {
    const limit = COUNTED[phase];
    if (limit) {
      tier.within(`rules in ${phase}`, placed.length, `at most ${limit(LIMITS[tier.plan])}`, (limits) => {
        return placed.length <= limit(limits);
      });
    }
    for (const rule of placed) {
      checkRule(tier, rule, domain);
    }
  }
}

function checkRule(tier: TierChecks, rule: PlacedRule, domain: string): void {
  const at = `rules.${rule.ref}`;
  const { length } = print(rule.when);
  tier.checks.that(
    length <= EXPRESSION_CHARACTERS,
    `${at} expression's length`,
    length,
    `at most ${EXPRESSION_CHARACTERS} characters`,
  );
  checkPhaseAction(tier.checks, at, rule);
  checkPhaseFields(tier.checks, at, rule);
  forEachExpression(rule.when, (each) => {
    if (each.kind === "compare" && each.operator === "matches") {
      tier.needs(at, "a regular expression", REGULAR_EXPRESSION_TIER.figures);
    }
  });
  for (const field of fieldsIn(rule.when)) {
    const needed = FIELD_TIERS[field];
    if (needed) {
      tier.needs(at, field, needed);
    }
  }
  if (rule.action === "log") {
    tier.needs(at, "action log", "enterprise");
  }
  if (rule.phase === "http_request_firewall_managed" && rule.parameters?.id !== MANAGED_RULESETS.free) {
    tier.needs(at, "a managed ruleset", "pro");
  }
  checkSkip(tier, at, rule);
  checkOverrides(tier, at, rule);
  checkResponse(tier, at, rule);
  checkRedirect(tier.checks, at, rule, domain);
  checkCache(tier, at, rule);
  checkRateLimit(tier, at, rule);
}

function checkCache(tier: TierChecks, at: string, { parameters }: PlacedRule): void {
  for (const tag of parameters?.values ?? []) {
    tier.checks.matches(
      `${at} tags`,
      tag,
      CACHE_TAG,
      "printable ASCII without blanks and commas, at most 1024",
    );
  }
  const edgeTtl = parameters?.edgeTtl?.default;
  if (typeof edgeTtl === "number") {
    const least = LIMITS[tier.plan].edgeTtlSeconds;
    tier.within(`${at} edge lifetime in seconds`, edgeTtl, `at least ${least}`, (limits) => {
      return edgeTtl >= limits.edgeTtlSeconds;
    });
  }
  if (parameters?.cacheKey?.customKey) {
    tier.needs(at, "a custom cache key", "enterprise");
  }
  if (parameters?.edgeTtl?.statusCodeTtls) {
    tier.needs(at, "a lifetime by status code", "enterprise");
  }
}
