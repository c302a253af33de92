import type { EdgeRequest } from "../expression/facts.ts";
import { type Table, text } from "./values.ts";

/** Action for automated visitors, such as "block". @public */
export interface BotHandling {
  /** Surely automated. */
  readonly definitely: string;
  /** Probably automated. */
  readonly likely: string;
  readonly verified: string;
  /** Whether rules can skip it: Super Bot Fight Mode, unlike the Bot Fight Mode of the Free plan. */
  readonly skippable: boolean;
}

const ALLOW: BotHandling = { definitely: "allow", likely: "allow", verified: "allow", skippable: true };

/** The bot handling of a zone, from the inputs of its BotManagement; everything is allowed without one. @internal */
export function botsOf(inputs: Table | undefined): BotHandling {
  if (inputs?.["fightMode"] === true) {
    const challenge = "managed_challenge";
    return { definitely: challenge, likely: challenge, verified: "allow", skippable: false };
  }
  return {
    definitely: text(inputs?.["sbfmDefinitelyAutomated"]) ?? ALLOW.definitely,
    likely: text(inputs?.["sbfmLikelyAutomated"]) ?? ALLOW.likely,
    verified: text(inputs?.["sbfmVerifiedBots"]) ?? ALLOW.verified,
    skippable: true,
  };
}

/** The action for a request. @internal */
export function botAction(bots: BotHandling, { client = {} }: EdgeRequest): string {
  if (client.verifiedBot) {
    return bots.verified;
  }
  return client.automated === undefined ? "allow" : bots[client.automated];
}
