import { type Node, UNKNOWN, type Values } from "#graph/model";
import { hsts } from "#policies/cloudflare/zone/hsts";
import { describeRule } from "../../support/rules.ts";
import { ruleset, setting, ZONE } from "../../support/zones.ts";

const PATH = "value.strict_transport_security";

function header(value: Values): Node {
  return setting("security_header", { strict_transport_security: value });
}

function setTo(value: string): Values {
  return { "Strict-Transport-Security": { operation: "set", value } };
}

function headerRule(more: Values = {}): Node {
  const headers = setTo("max-age=31536000");
  return ruleset("http_response_headers_transform", [
    { action: "rewrite", expression: "true", actionParameters: { headers }, ...more },
  ]);
}

describeRule(hsts, {
  passes: {
    "a header for a year": [ZONE, header({ enabled: true, max_age: 31_536_000 })],
    "a response header rule instead": [ZONE, headerRule()],
    "a response header rule for the least age": [
      ZONE,
      headerRule({ actionParameters: { headers: setTo("max-age=15768000") } }),
    ],
  },
  fails: {
    "a zone without": {
      stack: [ZONE],
      findings: ["the zone sends no Strict-Transport-Security header [name]"],
    },
    "a header that is switched off": {
      stack: [ZONE, header({ enabled: false, max_age: 31_536_000 })],
      findings: [`the Strict-Transport-Security header is disabled [${PATH}.enabled]`],
    },
    "a header for a day": {
      stack: [ZONE, header({ enabled: true, max_age: 86_400 })],
      findings: [`browsers forget it after 86400 s; 15768000 s is the least [${PATH}.max_age]`],
    },
    "a response header rule that is switched off": {
      stack: [ZONE, headerRule({ enabled: false })],
      findings: ["the zone sends no Strict-Transport-Security header [name]"],
    },
    "a response header rule for a day": {
      stack: [ZONE, headerRule({ actionParameters: { headers: setTo("max-age=86400; preload") } })],
      findings: ["the zone sends no Strict-Transport-Security header [name]"],
    },
    "a response header rule for a part of the site": {
      stack: [ZONE, headerRule({ expression: 'http.host eq "shop.example.com"' })],
      findings: ["the zone sends no Strict-Transport-Security header [name]"],
    },
    "a response header rule that removes it": {
      stack: [
        ZONE,
        headerRule({
          actionParameters: { headers: { "strict-transport-security": { operation: "remove" } } },
        }),
      ],
      findings: ["the zone sends no Strict-Transport-Security header [name]"],
    },
  },
  unknown: {
    "a header that the edge computes": {
      stack: [
        ZONE,
        headerRule({
          actionParameters: {
            headers: { "Strict-Transport-Security": { operation: "set", expression: "http.host" } },
          },
        }),
      ],
      at: ["rules[0].actionParameters.headers.Strict-Transport-Security.expression"],
    },
    "an age that is not known": {
      stack: [ZONE, header({ enabled: true, max_age: UNKNOWN })],
      at: [`${PATH}.max_age`],
    },
  },
});
