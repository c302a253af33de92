import { and, or } from "#models/cloudflare/expression/build";
import { client, detection, request } from "#models/cloudflare/expression/fields";
import { type Expression, ExpressionError } from "#models/cloudflare/expression/syntax";
import { argumentsOf } from "../../../core/arguments.ts";
import { matching, type RequestMatch } from "../matching.ts";
import { type BlockResponse, blockWith, type EdgeRule, type ZoneRule } from "../rule.ts";

/** Action for a matching request. @public */
export type Verdict = "block" | "managed_challenge" | "js_challenge" | "challenge";

/** Settings of {@link refuse}. */
export interface Refusal {
  /** Its name in plans and in the dashboard. */
  readonly label: string;
  /** Default "block". */
  readonly action?: Verdict;
  /** Response to a blocked visitor, for a block only. Pro and up. Default: Cloudflare's page with status 403. */
  readonly response?: BlockResponse;
}

/** Refuses or challenges requests that match an expression. */
export function refuse(when: Expression, settings: Refusal): ZoneRule {
  argumentsOf("refuse", "", settings);
  const { label, action = "block", response } = settings;
  const rule: EdgeRule = {
    phase: "http_request_firewall_custom",
    stage: action === "block" ? "block" : "challenge",
    description: label,
    when,
    action,
    ...blockWith(response, 403),
  };
  return { rules: [rule], facts: { firewall: [{ kind: "custom", label, action }] } };
}

/** Settings of {@link allow}. */
export interface Allowance {
  readonly label: string;
  /**
   * Whether it also skips Super Bot Fight Mode. Pro and up: no rule can skip the Bot Fight Mode of the Free plan.
   * Default false.
   */
  readonly pastBotFight?: boolean;
  /** Whether it also skips rate limits. Default false. */
  readonly pastRateLimits?: boolean;
}

/** Skips the following custom rules for matching requests; managed rules still apply. */
export function allow(when: Expression, settings: Allowance): ZoneRule {
  argumentsOf("allow", "", settings);
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

/** Good bots, such as search engines', are allowed. Source: howlerops, bot management. */
export function allowVerifiedBots(): ZoneRule {
  const rule = allow(client.verifiedBot, { label: "verified bots pass" });
  return { ...rule, facts: { firewall: [{ kind: "verified-bots", action: "allow" }] } };
}

/** Settings of {@link challengeSuspicious}. */
export interface Suspicion {
  /** Bot score below which a client is suspicious, 1 to 99. Enterprise with Bot Management. Default: not used. */
  readonly belowBotScore?: number;
}

/** Challenges clients without a user agent, and those with a low bot score if the plan has scores. */
export function challengeSuspicious(suspicion: Suspicion = {}): ZoneRule {
  argumentsOf("challengeSuspicious", "", suspicion);
  const { belowBotScore: score } = suspicion;
  const nameless = request.userAgent.eq("");
  const when = score === undefined ? nameless : or(nameless, client.botScore.compare("lt", score));
  const action = "managed_challenge";
  const rule = refuse(when, { label: "suspicious challenged", action });
  return { ...rule, facts: { firewall: [{ kind: "suspicious-clients", action }] } };
}

/** Challenges logins with a leaked password. @param logins requests that are logins */
export function challengeLeakedPasswords(logins: RequestMatch): ZoneRule {
  argumentsOf("challengeLeakedPasswords", "", logins);
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
