import { expect } from "chai";
import { type Node, UNKNOWN, type Value, type Values } from "#graph/model";
import { cachedApi } from "#policies/cloudflare/rulesets/cached-api";
import { describeRule, outcome } from "../../support/rules.ts";
import { ofZone, ruleset } from "../../support/zones.ts";

function rules(...given: readonly (readonly [expression: Value, cache: Value])[]): Node[] {
  const list = given.map(([expression, cache]) => ({
    action: "set_cache_settings",
    expression,
    actionParameters: { cache },
  }));
  return [ruleset("http_request_cache_settings", list)];
}

function page(inputs: Values): Node {
  return ofZone("pageRule:PageRule", inputs);
}

const ASSETS = 'starts_with(http.request.uri.path, "/assets/")';
const API = 'starts_with(http.request.uri.path, "/api/")';

describeRule(cachedApi, {
  passes: {
    "a page rule that the API's cache rule overrules": [
      ...rules([API, false], ['starts_with(http.request.uri.path, "/graphql")', false]),
      page({ target: "*example.com/*", actions: { cacheLevel: "cache_everything" } }),
    ],
    "page rules for something else": [
      page({ target: "example.com/assets/*", actions: { cacheLevel: "cache_everything" } }),
      page({ target: "*example.com/*", status: "disabled", actions: { cacheLevel: "cache_everything" } }),
      page({ target: "*example.com/*", actions: { cacheLevel: "basic" } }),
    ],
    "assets, whatever a field says that is not read here": rules([
      `${ASSETS} and cf.example.new_field eq "x"`,
      true,
    ]),
    "assets cached and the API left out": rules([ASSETS, true], [API, false]),
    "everything cached and the API left out afterwards": rules(["true", true], [API, false]),
    "everything but the API": rules([`not ${API}`, true]),
    "everything but the API in brackets": rules([`http.host eq "a.com" and not (${API})`, true]),
    "a word that only begins alike": rules(['http.request.uri.path contains "/apidocs"', true]),
    "pictures below the API that its own rule leaves in": rules(
      ['starts_with(http.request.uri.path, "/api/images/")', true],
      [`${API} and not starts_with(http.request.uri.path, "/api/images/")`, false],
    ),
    "everything, with responses of the API that forbid it": [
      ...rules(["true", true]),
      ofZone(
        "ruleset:Ruleset",
        {
          phase: "http_response_cache_settings",
          rules: [
            {
              action: "set_cache_control",
              expression: "true",
              actionParameters: { noStore: { operation: "set" } },
            },
          ],
        },
        "responses",
      ),
    ],
    "a rule that is switched off": [
      ruleset("http_request_cache_settings", [
        {
          action: "set_cache_settings",
          enabled: false,
          expression: "true",
          actionParameters: { cache: true },
        },
      ]),
    ],
  },
  fails: {
    "a rule that caches the API": {
      stack: rules([API, true]),
      findings: ['rule "rules[0]" stores the response to GET /api/1 [rules[0].expression]'],
    },
    "a rule that caches everything after the API was left out": {
      stack: rules([API, false], ["true", true]),
      findings: ['rule "rules[1]" stores the response to GET /api/1 [rules[1].expression]'],
    },
    "a rule for requests that carry a login": {
      stack: rules(['any(http.request.headers["authorization"][*] ne "")', true]),
      findings: [
        'rule "rules[0]" stores the response to GET /profile with a credential [rules[0].expression]',
      ],
    },
    "a path that every path begins with": {
      stack: rules(['starts_with(http.request.uri.path, "/")', true]),
      findings: ['rule "rules[0]" stores the response to GET /api/users/me [rules[0].expression]'],
    },
    "a host with all that it serves": {
      stack: rules(['http.host eq "shop.example.com"', true]),
      findings: ['rule "rules[0]" stores the response to GET /api/users/me [rules[0].expression]'],
    },
    "every path that has a length": {
      stack: rules(["len(http.request.uri.path) gt 0", true]),
      findings: ['rule "rules[0]" stores the response to GET /api/users/me [rules[0].expression]'],
    },
    "an API of another name and version": {
      stack: rules(['starts_with(http.request.uri.path, "/backend/api/v2/")', true]),
      findings: ['rule "rules[0]" stores the response to GET /backend/api/v2/1 [rules[0].expression]'],
    },
    "a page rule that stores everything": {
      stack: [page({ target: "*example.com/*", actions: { cacheLevel: "cache_everything" } })],
      findings: ["the page rule stores the response to GET /api/users/me [target]"],
    },
    "a page rule beside a cache rule for something else": {
      stack: [
        ...rules([ASSETS, true]),
        page({ target: "https://shop.example.com/api/*", actions: { cacheLevel: "cacheEverything" } }),
      ],
      findings: ["the page rule stores the response to GET /api/users/me [target]"],
    },
    "a second ruleset of the phase that undoes the first": {
      stack: [
        ...rules([API, false]),
        ofZone(
          "ruleset:Ruleset",
          {
            phase: "http_request_cache_settings",
            rules: [{ action: "set_cache_settings", expression: "true", actionParameters: { cache: true } }],
          },
          "second",
        ),
      ],
      findings: ['rule "rules[0]" stores the response to GET /api/1 [rules[0].expression]'],
    },
    "the API, whatever a field says that is not read here": {
      stack: rules([`${API} or cf.example.new_field eq "x"`, true]),
      findings: ['rule "rules[0]" stores the response to GET /api/1 [rules[0].expression]'],
    },
    "a session": {
      stack: rules(["true", true], [API, false], ['http.request.uri.path matches "^/session/.*"', true]),
      findings: ['rule "rules[2]" stores the response to GET /session/1 [rules[2].expression]'],
    },
  },
  unknown: {
    "a page rule whose target is not known": {
      stack: [page({ target: UNKNOWN, actions: { cacheLevel: "cache_everything" } })],
      at: ["target"],
    },
    "an expression that is not known": { stack: rules([UNKNOWN, true]), at: ["rules[0].expression"] },
    "an expression with a list of the account": {
      stack: rules(["ip.src in $office", true]),
      at: ["rules[0].expression"],
    },
    "an expression in words that are not read here": {
      stack: rules(['http.request.jwt.claims["iss"][0] eq "a"', true]),
      at: ["rules[0].expression"],
    },
  },
});

describe("what of an API is stored", () => {
  for (const expression of [
    'starts_with(http.request.uri.path, "/")',
    'http.host eq "shop.example.com"',
    "len(http.request.uri.path) gt 0",
    'http.request.uri.path wildcard "*"',
    'not http.request.uri.path contains "/static"',
    'http.request.method in {"GET" "HEAD"}',
    "ssl",
  ]) {
    it(`I18 is found by evaluating ${expression}`, () => {
      expect(outcome(cachedApi, rules([expression, true])).findings).to.deep.equal([
        'rule "rules[0]" stores the response to GET /api/users/me [rules[0].expression]',
      ]);
    });
  }
});
