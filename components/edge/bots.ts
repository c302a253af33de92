import type { BotManagementArgs } from "@pulumi/cloudflare/botManagement.js";
import type { BotsFact } from "#graph/facts/edge";
import { includes, type PlanTier } from "#models/cloudflare/plan-limits";
import type { TierChecks } from "./plan-limits/tier-checks.ts";

/** How automated visitors are handled. */
export interface BotPolicy {
  /**
   * Definitely automated visitors, on every path: also webhooks and monitors, which `exemptFromBotFight` lets past.
   * Default "block"; the Free plan only has Bot Fight Mode, a challenge that no rule can skip.
   */
  readonly automated?: "allow" | "managed_challenge" | "block";
  /** Likely automated visitors. Business and up; default there "managed_challenge". */
  readonly likelyAutomated?: "allow" | "managed_challenge" | "block";
  /** Crawlers that collect content for language models. Default "block". */
  readonly aiCrawlers?: "block" | "allow";
}

/** Fails if the policy exceeds the zone's plan. */
export function checkBots(tier: TierChecks, policy: BotPolicy): void {
  if (policy.automated === "block" || policy.automated === "managed_challenge") {
    tier.needs("bots.automated", `Super Bot Fight Mode (${policy.automated})`, "pro");
  }
  if (policy.likelyAutomated !== undefined) {
    tier.needs("bots.likelyAutomated", "an answer to likely bots", "business");
  }
}

/** The policy in the provider's form; bots that Cloudflare has verified are allowed on every plan. */
export function toBotManagement(policy: BotPolicy, plan: PlanTier): Omit<BotManagementArgs, "zoneId"> {
  const aiBotsProtection = (policy.aiCrawlers ?? "block") === "block" ? "block" : "disabled";
  if (plan === "free") {
    return { fightMode: policy.automated !== "allow", enableJs: true, aiBotsProtection };
  }
  return {
    sbfmDefinitelyAutomated: policy.automated ?? "block",
    sbfmVerifiedBots: "allow",
    sbfmStaticResourceProtection: false,
    ...(includes(plan, "business")
      ? { sbfmLikelyAutomated: policy.likelyAutomated ?? "managed_challenge" }
      : {}),
    enableJs: true,
    aiBotsProtection,
  };
}

/** Published facts of a policy. */
export function botsFact(policy: BotPolicy, plan: PlanTier): BotsFact {
  return {
    automated: policy.automated ?? (plan === "free" ? "managed_challenge" : "block"),
    verified: "allow",
  };
}
