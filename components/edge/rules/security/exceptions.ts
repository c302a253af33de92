import { describeRequests } from "#models/cloudflare/notation";
import { argumentsOf } from "../../../core/arguments.ts";
import { matching, type RequestMatch } from "../matching.ts";
import type { ActionParameters, EdgeRule, ZoneRule } from "../rule.ts";
import { MANAGED_RULESETS } from "./firewall.ts";

/** A ruleset that {@link managedFirewall} executes. @public */
export type ManagedRuleset = "cloudflare" | "owasp";

/** What of the managed rules a request is exempt from. */
export type ManagedExemption =
  /** All of them. */
  | "all"
  /** Whole rulesets. */
  | { readonly rulesets: readonly ManagedRuleset[] }
  /** Single rules, by their ids of 32 hexadecimal digits. */
  | { readonly rules: Readonly<Partial<Record<ManagedRuleset, readonly string[]>>> };

/** Settings of {@link exceptFromManagedRules}; which requests it is for is required. */
export interface ManagedException extends RequestMatch {
  readonly skip: ManagedExemption;
  /** Why these requests are harmless; shown in the dashboard. */
  readonly because: string;
  /** Whether matches appear in the security events. Default true. */
  readonly logged?: boolean;
}

/**
 * Exempts requests from managed rules that mistake them for attacks, such as posts of an editor. Exceptions stand before
 * the rules that they are about. Where several match, whole sets win over single rules. For tags of rules, and for every
 * request, use the overrides of {@link managedFirewall}. Pro and up. Source: Cloudflare docs, WAF exceptions.
 */
export function exceptFromManagedRules(exception: ManagedException): ZoneRule {
  argumentsOf("exceptFromManagedRules", "", exception);
  const { skip, because, logged = true } = exception;
  const rule: EdgeRule = {
    phase: "http_request_firewall_managed",
    stage: "exempt",
    description: `Except ${describeRequests(exception)} from ${described(skip)}: ${because}`,
    when: matching(exception),
    action: "skip",
    parameters: toParameters(skip),
    logged,
  };
  return {
    rules: [rule],
    facts: { firewall: [{ kind: "exception", from: described(skip), because }] },
  };
}

/** Settings of {@link exemptFromBotFight}. */
export interface BotExemption extends RequestMatch {
  /** Its name in plans and in the dashboard, such as `webhooks of Stripe`. */
  readonly label: string;
}

/**
 * Lets automated clients that the site needs, such as webhooks and monitors, past Super Bot Fight Mode, which blocks
 * what is surely automated on every path. All other rules still apply. Pro and up.
 */
export function exemptFromBotFight(exemption: BotExemption): ZoneRule {
  argumentsOf("exemptFromBotFight", "", exemption);
  const { label } = exemption;
  const rule: EdgeRule = {
    phase: "http_request_firewall_custom",
    stage: "exempt",
    description: `${label}: past Super Bot Fight Mode`,
    when: matching(exemption),
    action: "skip",
    parameters: { phases: ["http_request_sbfm"] },
    logged: true,
  };
  return { rules: [rule], facts: { firewall: [{ kind: "custom", label, action: "allow" }] } };
}

function toParameters(skip: ManagedExemption): ActionParameters {
  if (skip === "all") {
    return { ruleset: "current" };
  }
  if ("rulesets" in skip) {
    return { rulesets: skip.rulesets.map((name) => MANAGED_RULESETS[name]) };
  }
  const { cloudflare, owasp } = skip.rules;
  return {
    rules: {
      ...(cloudflare ? { [MANAGED_RULESETS.cloudflare]: [...cloudflare] } : {}),
      ...(owasp ? { [MANAGED_RULESETS.owasp]: [...owasp] } : {}),
    },
  };
}

function described(skip: ManagedExemption): string {
  if (skip === "all") {
    return "all managed rules";
  }
  if ("rulesets" in skip) {
    return `${skip.rulesets.join(" and ")} rules`;
  }
  const count = Object.values(skip.rules).flat().length;
  return count === 1 ? "1 managed rule" : `${count} managed rules`;
}
