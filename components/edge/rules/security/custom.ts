import { and, or } from "../../expression/build.ts";
import { client, detection, request } from "../../expression/fields.ts";
import { type Expression, ExpressionError } from "../../expression/syntax.ts";
import { matching, type RequestMatch } from "../matching.ts";
import type { Contribution, EdgeRule } from "../rule.ts";

/** What happens to a request that a rule catches. */
export type Verdict = "block" | "managed_challenge" | "js_challenge" | "challenge";

/** Refuses, or challenges, the requests for which an expression holds. */
export function refuse(
  when: Expression,
  settings: { readonly called: string; readonly action?: Verdict },
): Contribution {
  const { called, action = "block" } = settings;
  const rule: EdgeRule = {
    phase: "http_request_firewall_custom",
    stage: action === "block" ? "block" : "challenge",
    description: called,
    when,
    action,
  };
  return { rules: [rule], says: called };
}

/** Settings of {@link allow}. */
export interface Allowance {
  readonly called: string;
  /** Whether Super Bot Fight Mode lets it pass too. Pro and up. Default false. */
  readonly pastBotFight?: boolean;
  /** Whether rate limits let it pass too. Default false. */
  readonly pastRateLimits?: boolean;
}

/** Lets requests past the custom rules after it; managed rules still look at them. */
export function allow(when: Expression, settings: Allowance): Contribution {
  const phases = [
    ...(settings.pastBotFight ? ["http_request_sbfm"] : []),
    ...(settings.pastRateLimits ? ["http_ratelimit"] : []),
  ];
  const rule: EdgeRule = {
    phase: "http_request_firewall_custom",
    stage: "allow",
    description: settings.called,
    when,
    action: "skip",
    parameters: { ruleset: "current", ...(phases.length > 0 ? { phases } : {}) },
  };
  return { rules: [rule], says: settings.called };
}

/** Good bots, such as search engines', are let in. Source: howlerops, bot management. */
export function allowVerifiedBots(): Contribution {
  return allow(client.verifiedBot, { called: "verified bots pass" });
}

/** Settings of {@link challengeSuspicious}. */
export interface Suspicion {
  /** Bot score below which a client is suspicious, 1 to 99. Enterprise with Bot Management. Default: not asked. */
  readonly belowBotScore?: number;
}

/** Challenges clients that do not say what they are, and those with a low bot score where the plan scores. */
export function challengeSuspicious(suspicion: Suspicion = {}): Contribution {
  const { belowBotScore: score } = suspicion;
  const nameless = request.userAgent.eq("");
  const when = score === undefined ? nameless : or(nameless, client.botScore.compare("lt", score));
  return refuse(when, { called: "suspicious challenged", action: "managed_challenge" });
}

/** Challenges log-ins with a password that a leak has published. @param logins where they are sent to */
export function challengeLeakedPasswords(logins: RequestMatch): Contribution {
  const when = and(matching(logins), detection.leakedPassword);
  return refuse(when, { called: "leaked passwords challenged", action: "managed_challenge" });
}

/** Refuses visitors from countries. @param countries ISO 3166-1, two capital letters */
export function refuseCountries(countries: readonly string[], action: Verdict = "block"): Contribution {
  const unknown = countries.find((country) => !/^[A-Z][A-Z0-9]$/.test(country));
  if (unknown !== undefined) {
    throw new ExpressionError(`"${unknown}" is not a country of two capital letters`);
  }
  return refuse(client.country.in(...countries), { called: `${countries.join(", ")} refused`, action });
}
