import { resourceRule } from "../../rule.ts";

export const pageRule = resourceRule({
  id: "cloudflare-page-rule",
  title: "No page rules are used",
  severity: "low",
  enforcement: "advisory",
  frameworks: {},
  appliesTo: ["cloudflare:index/pageRule:PageRule"],
  fix: "write the same as a cache, redirect or configuration rule in a ruleset",
  why: "Of the page rules that match only the first counts, and cache rules overrule it: what it says often does nothing.",
  *check(rule) {
    yield rule.at("target").violation("a page rule decides beside the rulesets");
  },
});
