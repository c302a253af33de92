import { type Node, UNKNOWN, type Values } from "#graph/model";
import { rateLimit } from "#policies/cloudflare/rulesets/rate-limit";
import { describeRule } from "../../support/rules.ts";
import { ofZone, ruleset, ZONE } from "../../support/zones.ts";

const PHASE = "http_ratelimit";
const NONE = "no rate limit counts any request, such as POST https://example.com/login [name]";

function skip(expression: string, actionParameters: Values): Node {
  return ruleset("http_request_firewall_custom", [
    { action: "skip", ref: "skip", expression, actionParameters },
  ]);
}

describeRule(rateLimit, {
  passes: {
    "a zone that limits logins": [
      ZONE,
      ruleset(PHASE, [{ action: "block", expression: 'http.request.uri.path eq "/login"' }]),
    ],
    "a zone that limits an API of its own": [
      ZONE,
      ruleset(PHASE, [
        { action: "block", expression: 'starts_with(http.request.uri.path, "/backend/api/")' },
      ]),
    ],
    "a zone with a limit of the older kind": [
      ZONE,
      ofZone("rateLimit:RateLimit", { action: { mode: "ban" } }),
    ],
    "a skip of limits for an office": [skip("ip.src in {192.0.2.0/24}", { phases: [PHASE] })],
    "a skip of something else": [skip("true", { phases: ["http_request_sbfm"] })],
    "limits that refuse": [ruleset(PHASE, [{ action: "block" }, { action: "managed_challenge" }])],
    "a limit that is switched off": [ruleset(PHASE, [{ action: "log", enabled: false }])],
  },
  fails: {
    "a zone without": { stack: [ZONE], findings: [NONE] },
    "a zone whose limit is switched off, or counts nothing": {
      stack: [
        ZONE,
        ruleset(PHASE, [
          { action: "block", expression: "true", enabled: false },
          { action: "block", expression: 'http.request.uri.path eq "/x" and http.request.method eq "HEAD"' },
        ]),
      ],
      findings: [NONE],
    },
    "a limit of the older kind that logs": {
      stack: [ofZone("rateLimit:RateLimit", { action: { mode: "simulate" } })],
      findings: ["the limit only logs what exceeds it [action.mode]"],
    },
    "a skip of limits for each path": {
      stack: [skip('starts_with(http.request.uri.path, "/")', { phases: [PHASE] })],
      findings: ['rule "skip" skips rate limits for every request [rules[0].expression]'],
    },
    "a skip of the older limits for logins": {
      stack: [skip('http.request.uri.path eq "/login"', { products: ["rateLimit"] })],
      findings: ['rule "skip" skips rate limits for POST https://example.com/login [rules[0].expression]'],
    },
    "a limit that logs": {
      stack: [ruleset(PHASE, [{ action: "block" }, { action: "log" }])],
      findings: ['rule "rules[1]" only logs what exceeds it [rules[1].action]'],
    },
  },
  unknown: {
    "a limit for what a list selects": {
      stack: [ZONE, ruleset(PHASE, [{ action: "block", expression: "not ip.src in $office" }])],
      at: ["rules[0].expression"],
    },
    "a phase that is not known": { stack: [ruleset(UNKNOWN, [{ action: "log" }])], at: ["phase"] },
  },
});
