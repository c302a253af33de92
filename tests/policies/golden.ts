import { createHash } from "node:crypto";
import { join } from "node:path";
import { FRAMEWORKS, frameworkLabels } from "#policies/frameworks";
import type { Rule } from "#policies/rule";

/** Where the rules are committed. */
export const RULES_FILE = join(import.meta.dirname, "rules.golden.txt");
/** Types that are listed; of more, as rules about providers have, a digest. */
const MOST = 40;

/** The catalogs, and what each rule is, sorted by id: severity, enforcement, identifiers in catalogs and the types that it applies to. */
export function goldenRules(rules: readonly Rule[]): string {
  const sorted = rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const catalogs = Object.entries(FRAMEWORKS).map(([key, { name, version }]) =>
    `${key} = ${name} ${version}`.trimEnd(),
  );
  return `${[...catalogs, ...sorted.flatMap(linesOf)].join("\n")}\n`;
}

function linesOf(rule: Rule): string[] {
  const { id, severity, enforcement, scope, appliesTo, frameworks } = rule;
  const types = appliesTo === "every resource" ? [appliesTo] : appliesTo;
  const digest = createHash("sha256").update(types.join("\n")).digest("hex").slice(0, 8);
  return [
    `${id}  ${severity} ${enforcement}, by ${scope}`,
    ...frameworkLabels(frameworks).map((label) => `  = ${label}`),
    ...(types.length > MOST ? [`  types with the digest ${digest}`] : types.map((type) => `  ${type}`)),
  ];
}
