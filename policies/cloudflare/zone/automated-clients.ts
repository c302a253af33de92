import type { PolicyResource } from "../../context.ts";
import { some } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { isDisabled, RULESET, rulesOf } from "../rulesets/ruleset.ts";

/** Skipped by rules that let automated clients past Super Bot Fight Mode. */
const PHASE = "http_request_sbfm";

export const automatedClients = stackRule({
  id: "cloudflare-automated-clients",
  title: "Webhooks and monitors pass where bots are blocked",
  severity: "low",
  enforcement: "advisory",
  appliesTo: ["cloudflare:index/botManagement:BotManagement"],
  fix: "add exemptFromBotFight for the paths of webhooks and health checks, or allow automated visitors",
  why: "Super Bot Fight Mode blocks whatever is surely automated on every path, also payment webhooks and uptime checks, and their senders give up silently.",
  *check(bots, stack) {
    const automated = bots.at("sbfmDefinitelyAutomated");
    const action = automated.text() ?? "allow";
    if (action === "allow" || some(stack.ofType(RULESET), (each) => exempts(each, bots))) {
      return;
    }
    yield automated.violation(
      `automated visitors get "${action}", and no rule lets webhooks or monitors past`,
    );
  },
});

/** Whether a ruleset of the same zone has a rule that skips the phase. */
function exempts(ruleset: PolicyResource, bots: PolicyResource): boolean {
  return (
    some(rulesOf(ruleset, "http_request_firewall_custom"), (rule) => {
      return !isDisabled(rule) && rule.at("actionParameters.phases").texts().includes(PHASE);
    }) && ruleset.isSameInput("zoneId", bots)
  );
}
