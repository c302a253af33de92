import { includes } from "#models/cloudflare/plan-limits";
import type { PlacedRule } from "../rules/rule.ts";
import type { TierChecks } from "./tier-checks.ts";

/** Phases that a rule of the firewall can skip. Source: Cloudflare docs, available skip options (2026-10). */
const SKIPPABLE = ["http_ratelimit", "http_request_sbfm", "http_request_firewall_managed"];
const ID = /^[0-9a-f]{32}$/;

/** Fails for a rule that skips what cannot be skipped, what the plan does not have, or everything. */
export function checkSkip(tier: TierChecks, at: string, rule: PlacedRule): void {
  if (rule.action !== "skip") {
    return;
  }
  const { checks, plan } = tier;
  const { phases = [], rulesets = [], rules = {} } = rule.parameters ?? {};
  for (const phase of phases) {
    // The rule that keeps credentials out of the cache, in particular, cannot be skipped.
    checks.oneOf(`${at} skips`, phase, SKIPPABLE);
  }
  checks.that(
    !phases.includes("http_request_sbfm") || includes(plan, "pro"),
    `${at} skips`,
    "Super Bot Fight Mode",
    `on plan pro and up; on plan ${plan} no rule can skip Bot Fight Mode, which bots: { automated: "allow" } turns off`,
  );
  if (rule.phase !== "http_request_firewall_managed") {
    return;
  }
  const [, reason = ""] = rule.description.split(": ");
  checks.that(reason.trim() !== "", `${at}.because`, reason, "the reason why these requests are harmless");
  checks.that(
    rule.when.kind !== "constant",
    `${at} skips managed rules for`,
    "every request",
    "some hosts, paths or other conditions; managedFirewall's overrides hold for every request",
  );
  const ids = [...rulesets, ...Object.values(rules).flat()];
  checks.that(
    rule.parameters?.ruleset === "current" || ids.length > 0,
    `${at} skips`,
    "nothing",
    "all, at least one ruleset or at least one rule",
  );
  for (const id of ids) {
    checks.matches(`${at} skips`, id, ID, "ids of 32 hexadecimal digits");
  }
}

/** Fails for an override of managed rules whose id or reason is missing. */
export function checkOverrides({ checks }: TierChecks, at: string, rule: PlacedRule): void {
  for (const { id } of rule.parameters?.overrides?.rules ?? []) {
    checks.matches(`${at} overrides`, id, ID, "ids of 32 hexadecimal digits");
  }
  for (const { category } of rule.parameters?.overrides?.categories ?? []) {
    checks.matches(
      `${at} overrides`,
      category,
      /^[a-z0-9][a-z0-9-]*$/,
      "tags of managed rules, in lower case",
    );
  }
}
