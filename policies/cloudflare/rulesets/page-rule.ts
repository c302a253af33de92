import { resourceRule } from "../../rule.ts";

export const pageRule = resourceRule({
  id: "cloudflare-page-rule",
  title: "The zone uses no page rules",
  severity: "low",
  enforcement: "advisory",
  frameworks: {},
  appliesTo: ["cloudflare:index/pageRule:PageRule"],
  fix: "replace it with a cache, redirect or configuration rule in a ruleset",
  why: "Only the first matching page rule applies, and cache rules override it, so a page rule often has no effect.",
  *check(rule) {
    yield rule.at("target").violation("the zone has a page rule beside its rulesets");
  },
});
