import { typeRules } from "#models/provider-facts/values/value-rules";
import { separately } from "../property.ts";
import { resourceRule } from "../rule.ts";
import { CROSS_FIELD_CHECKS } from "./cross-fields.ts";
import { type CombinationCheck, combinationChecks } from "./groups.ts";
import { isSent } from "./places.ts";
import { WORKLOAD_CHECKS } from "./workload-fields.ts";

export const acceptedCombination = resourceRule({
  id: "provider-accepted-combination",
  title: "Providers accept every combination of properties",
  severity: "high",
  appliesTo: "every resource",
  fix: "leave out one of the properties, or add the missing one",
  why: "The provider refuses the resource, in the middle of an update at worst.",
  *check(resource) {
    if (isSent(resource) && !resource.partial) {
      yield* separately(checksOf(resource.type), (combination) => combination(resource.inputs()));
    }
  },
});

const checks = new Map<string, readonly CombinationCheck[]>();

function checksOf(type: string): readonly CombinationCheck[] {
  const known = checks.get(type) ?? [
    ...combinationChecks(typeRules(type) ?? {}),
    ...(CROSS_FIELD_CHECKS[type] ?? []),
    ...(WORKLOAD_CHECKS[type] ?? []),
  ];
  checks.set(type, known);
  return known;
}
