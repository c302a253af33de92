import { type Node, UNKNOWN, type Values } from "#graph/model";
import { managedWaf } from "#policies/cloudflare/rulesets/managed-waf";
import { describeRule } from "../../support/rules.ts";
import { ofZone, ruleset } from "../../support/zones.ts";

const PHASE = "http_request_firewall_managed";
const OVERRIDES = "rules[0].actionParameters.overrides";

function execute(overrides: Values, more: Values = {}): Node[] {
  return [
    ruleset(PHASE, [
      { action: "execute", ref: "owasp", actionParameters: { id: "4814", overrides }, ...more },
    ]),
  ];
}

describeRule(
  managedWaf,
  {
    passes: {
      "a managed set that blocks": execute({ action: "block" }),
      "a managed set as it comes": [
        ruleset(PHASE, [{ action: "execute", actionParameters: { id: "4814" } }]),
      ],
      "a rule that is switched off as a whole": execute({ action: "log" }, { enabled: false }),
      "a tag and a rule that are off or log, with the reason": execute(
        {
          categories: [
            { category: "wordpress", enabled: false },
            { category: "paranoia-level-4", enabled: false },
          ],
          rules: [{ id: "0a1b", action: "log" }],
        },
        { description: "managed; wordpress off: no WordPress here; rule 0a1b log: watched until May" },
      ),
      "an exception for a path": [
        ruleset(PHASE, [
          {
            action: "skip",
            expression: 'http.request.uri.path eq "/editor"',
            actionParameters: { ruleset: "current" },
          },
        ]),
      ],
      "an allowance that skips the rest of the custom rules": [
        ruleset("http_request_firewall_custom", [
          { action: "skip", expression: "true", actionParameters: { ruleset: "current" } },
        ]),
      ],
      "another phase": [ruleset("http_request_firewall_custom", [{ action: "log", expression: "true" }])],
    },
    fails: {
      "a page rule that switches the firewall off": {
        stack: [ofZone("pageRule:PageRule", { target: "*example.com/*", actions: { waf: "off" } })],
        findings: ["the page rule switches the firewall off for GET https://www.example.com/ [actions.waf]"],
      },
      "a managed set that logs": {
        stack: execute({ action: "log" }, { description: "OWASP" }),
        findings: [`rule "OWASP" only logs attacks [${OVERRIDES}.action]`],
      },
      "a managed set that does nothing": {
        stack: execute({ enabled: false }),
        findings: [`rule "owasp" is disabled by an override [${OVERRIDES}.enabled]`],
      },
      "a category that logs": {
        stack: execute({ categories: [{ category: "sqli", action: "log" }] }),
        findings: [`rule "owasp" only logs attacks of category "sqli" [${OVERRIDES}.categories[0].action]`],
      },
      "a category that is off, and a rule that logs, for another reason": {
        stack: execute(
          {
            categories: [{ category: "sqli", enabled: false }],
            rules: [{ id: "0a1b", action: "log" }],
          },
          { description: "managed; wordpress off: no WordPress here; rule 0a1b log: " },
        ),
        findings: [
          `rule "managed; wordpress off: no WordPress here; rule 0a1b log: " lets attacks of category "sqli" pass [${OVERRIDES}.categories[0].enabled]`,
          `rule "managed; wordpress off: no WordPress here; rule 0a1b log: " only logs what rule 0a1b finds [${OVERRIDES}.rules[0].action]`,
        ],
      },
      "an exception for every request": {
        stack: [
          ruleset(PHASE, [
            { action: "skip", expression: "true", ref: "off", actionParameters: { ruleset: "current" } },
            { action: "skip", expression: "true", ref: "set", actionParameters: { rulesets: ["4814"] } },
          ]),
        ],
        findings: [
          'rule "off" skips managed rules for every request [rules[0].expression]',
          'rule "set" skips managed rules for every request [rules[1].expression]',
        ],
      },
      "a custom rule that skips the phase for every request": {
        stack: [
          ruleset("http_request_firewall_custom", [
            { action: "skip", expression: "true", ref: "off", actionParameters: { phases: [PHASE] } },
          ]),
        ],
        findings: ['rule "off" skips managed rules for every request [rules[0].expression]'],
      },
    },
    unknown: {
      "an exception whose condition is not known": {
        stack: [
          ruleset(PHASE, [{ action: "skip", expression: UNKNOWN, actionParameters: { ruleset: "current" } }]),
        ],
        at: ["rules[0].expression"],
      },
      "overrides that are not known": {
        stack: [ruleset(PHASE, [{ action: "execute", actionParameters: { overrides: UNKNOWN } }])],
        at: ["action", "categories", "rules"].map((name) => `${OVERRIDES}.${name}`),
      },
      "one rule of two": {
        stack: [
          ruleset(PHASE, [{ action: UNKNOWN }, { action: "execute", actionParameters: { id: "4814" } }]),
        ],
        at: ["rules[0].action"],
      },
    },
  },
  // A skip counts together with the executions after it.
  { together: /\.expression$/ },
);
