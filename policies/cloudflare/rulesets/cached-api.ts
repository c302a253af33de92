import { some } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { isDisabled, RULESET, ruleLabel, rulesOf } from "./ruleset.ts";

/** Quoted paths that answer differently for everyone who asks. */
const PERSONAL = /"[^"]*\/(api|graphql|auth|login|logout|session|account|oauth)\b[^"]*"|authorization/i;
/** What an expression excludes: `not (…)` with one level of brackets inside, `not f(…)`, and `ne "…"`. */
const EXCLUDED = /\bnot\s+\w*\((?:[^()]|\([^()]*\))*\)|\bnot\s+[\w.]+\s+\w+\s+"[^"]*"|\bne\s+"[^"]*"/gi;

export const cachedApi = resourceRule({
  id: "cloudflare-cached-api",
  title: "Answers of the API are never stored at the edge",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {},
  appliesTo: [RULESET],
  fix: "set cache to false for the API's paths, in a rule after all that set it to true",
  why: "One visitor is handed what was made for another, with their data in it.",
  *check(ruleset) {
    const rules = rulesOf(ruleset, "http_request_cache_settings");
    for (const [index, rule] of rules.entries()) {
      if (isDisabled(rule) || !rule.at("actionParameters.cache").is(true)) {
        continue;
      }
      const expression = rule.at("expression");
      const included = (expression.text() ?? "").replaceAll(EXCLUDED, "");
      const personal = PERSONAL.test(included) || included.trim() === "true";
      // Of the rules that match a request the last one decides.
      const overruled = some(rules.slice(index + 1), (later) => {
        const text = later.at("expression").text() ?? "";
        return (
          !isDisabled(later) &&
          later.at("actionParameters.cache").is(false) &&
          PERSONAL.test(text.replaceAll(EXCLUDED, ""))
        );
      });
      if (personal && !overruled) {
        yield expression.violation(`${ruleLabel(rule)} stores answers of the API`);
      }
    }
  },
});
