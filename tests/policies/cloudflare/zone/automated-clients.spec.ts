import { type Node, UNKNOWN, type Value } from "#graph/model";
import { automatedClients } from "#policies/cloudflare/zone/automated-clients";
import { describeRule } from "../../support/rules.ts";
import { ofZone, ruleset } from "../../support/zones.ts";

const bots = (action: Value): Node =>
  ofZone("botManagement:BotManagement", { sbfmDefinitelyAutomated: action });
const skip = (phases: Value): Node =>
  ruleset("http_request_firewall_custom", [
    { action: "skip", expression: 'http.request.uri.path eq "/hook"', actionParameters: { phases } },
  ]);

describeRule(automatedClients, {
  passes: {
    "webhooks past the bots' rules": [bots("block"), skip(["http_request_sbfm"])],
    "automated visitors that may pass": [bots("allow")],
    "the Free plan, which has no such rules": [ofZone("botManagement:BotManagement", { fightMode: true })],
  },
  fails: {
    "no exemption": {
      stack: [bots("block"), skip(["http_ratelimit"])],
      findings: [
        'automated visitors get "block", and no rule lets webhooks or monitors past [sbfmDefinitelyAutomated]',
      ],
    },
  },
  unknown: {
    "phases that are not known": {
      stack: [bots("managed_challenge"), skip(UNKNOWN)],
      at: ["rules[0].actionParameters.phases"],
    },
  },
});
