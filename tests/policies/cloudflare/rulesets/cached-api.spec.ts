import { type Node, UNKNOWN, type Value } from "#graph/model";
import { cachedApi } from "#policies/cloudflare/rulesets/cached-api";
import { describeRule } from "../../support/rules.ts";
import { ruleset } from "../../support/zones.ts";

function rules(...given: readonly (readonly [expression: Value, cache: Value])[]): Node[] {
  const list = given.map(([expression, cache]) => ({
    action: "set_cache_settings",
    expression,
    actionParameters: { cache },
  }));
  return [ruleset("http_request_cache_settings", list)];
}

const ASSETS = 'starts_with(http.request.uri.path, "/assets/")';
const API = 'starts_with(http.request.uri.path, "/api/")';

describeRule(cachedApi, {
  passes: {
    "assets cached and the API left out": rules([ASSETS, true], [API, false]),
    "everything cached and the API left out afterwards": rules(["true", true], [API, false]),
    "everything but the API": rules([`not ${API}`, true]),
    "everything but the API in brackets": rules([`http.host eq "a.com" and not (${API})`, true]),
    "a word that only begins alike": rules(['http.request.uri.path contains "/apidocs"', true]),
  },
  fails: {
    "a rule that caches the API": {
      stack: rules([API, true]),
      says: ['rule "rules[0]" stores answers of the API [rules[0].expression]'],
    },
    "a rule that caches everything after the API was left out": {
      stack: rules([API, false], ["true", true]),
      says: ['rule "rules[1]" stores answers of the API [rules[1].expression]'],
    },
    "a rule for requests that carry a login": {
      stack: rules(['any(http.request.headers["authorization"][*] ne "")', true]),
      says: ['rule "rules[0]" stores answers of the API [rules[0].expression]'],
    },
  },
  unknown: {
    "an expression that is not known": { stack: rules([UNKNOWN, true]), at: ["rules[0].expression"] },
  },
});
