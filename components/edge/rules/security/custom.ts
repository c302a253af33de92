import { and, or } from "#models/cloudflare/expression/build";
import { client, detection, request } from "#models/cloudflare/expression/fields";
import { type Expression, ExpressionError } from "#models/cloudflare/expression/syntax";
import { matching, type RequestMatch } from "../matching.ts";
import type { EdgeRule, ZoneRule } from "../rule.ts";

/** What happens to a request that a rule catches. */
export type Verdict = "block" | "managed_challenge" | "js_challenge" | "challenge";

/** Refuses, or challenges, the requests for which an expression holds. */
export function refuse(
  when: Expression,
  settings: { readonly label: string; readonly action?: Verdict },
): ZoneRule {
  const { label: called, action = "block" } = settings;
  const rule: EdgeRule = {
    phase: "http_request_firewall_custom",
    stage: action === "block" ? "block" : "challenge",
    description: called,
    when,
    action,
  };
  return { rules: [rule], facts: { firewall: [{ kind: "custom", label: called, action }] } };
}

/** Settings of {@link allow}. */
export interface Allowance {
  readonly label: string;
  /** Whether Super Bot Fight Mode lets it pass too. Pro and up. Default false. */
  readonly pastBotFight?: boolean;
  /** Whether rate limits let it pass too. Default false. */
  readonly pastRateLimits?: boolean;
}

/** Lets requests past the custom rules after it; managed rules still look at them. */
export function allow(when: Expression, settings: Allowance): ZoneRule {
  const phases = [
    ...(settings.pastBotFight ? ["http_request_sbfm"] : []),
    ...(settings.pastRateLimits ? ["http_ratelimit"] : []),
  ];
  const rule: EdgeRule = {
    phase: "http_request_firewall_custom",
    stage: "allow",
    description: settings.label,
    when,
    action: "skip",
    parameters: { ruleset: "current", ...(phases.length > 0 ? { phases } : {}) },
  };
  const { label } = settings;
  return { rules: [rule], facts: { firewall: [{ kind: "custom", label, action: "allow" }] } };
}

/** Good bots, such as search engines', are let in. Source: howlerops, bot management. */
export function allowVerifiedBots(): ZoneRule {
  const rule = allow(client.verifiedBot, { label: "verified bots pass" });
  return { ...rule, facts: { firewall: [{ kind: "verified-bots", action: "allow" }] } };
}

/** Settings of {@link challengeSuspicious}. */
export interface Suspicion {
  /** Bot score below which a client is suspicious, 1 to 99. Enterprise with Bot Management. Default: not asked. */
  readonly belowBotScore?: number;
}

/** Challenges clients that do not say what they are, and those with a low bot score where the plan scores. */
export function challengeSuspicious(suspicion: Suspicion = {}): ZoneRule {
  const { belowBotScore: score } = suspicion;
  const nameless = request.userAgent.eq("");
  const when = score === undefined ? nameless : or(nameless, client.botScore.compare("lt", score));
  const action = "managed_challenge";
  const rule = refuse(when, { label: "suspicious challenged", action });
  return { ...rule, facts: { firewall: [{ kind: "suspicious-clients", action }] } };
}

/** Challenges log-ins with a password that a leak has published. @param logins where they are sent to */
export function challengeLeakedPasswords(logins: RequestMatch): ZoneRule {
  const when = and(matching(logins), detection.leakedPassword);
  const action = "managed_challenge";
  const rule = refuse(when, { label: "leaked passwords challenged", action });
  return { ...rule, facts: { firewall: [{ kind: "leaked-passwords", action }] } };
}

/** Refuses visitors from countries. @param countries ISO 3166-1, two capital letters */
export function refuseCountries(countries: readonly string[], action: Verdict = "block"): ZoneRule {
  const unknown = countries.find((country) => !/^[A-Z][A-Z0-9]$/.test(country));
  if (unknown !== undefined) {
    throw new ExpressionError(`"${unknown}" is not a country of two capital letters`);
  }
  const rule = refuse(client.country.in(...countries), { label: `${countries.join(", ")} refused`, action });
  return { ...rule, facts: { firewall: [{ kind: "countries", countries, action }] } };
}
