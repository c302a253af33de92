import type { Condition, TypeRules } from "#models/provider-facts/values/rule";
import { type Outcome, type Property, separately, some, UnknownValue } from "../property.ts";
import { decide, implies } from "./logic.ts";
import { givesAt, isGiven, placesAt, splitPaths } from "./places.ts";

/** A check of several properties of a resource, given its inputs. */
export type CombinationCheck = (inputs: Property) => Iterable<Outcome>;

/** The checks of a type's groups and conditions. */
export function* combinationChecks(rules: TypeRules): Iterable<CombinationCheck> {
  yield* (rules.exactlyOneOf ?? []).map((group) => groupCheck(group, "exactly one"));
  yield* (rules.atLeastOneOf ?? []).map((group) => groupCheck(group, "at least one"));
  for (const [path, others] of Object.entries(rules.conflictsWith ?? {})) {
    // Most conflicts are recorded on both sides.
    for (const other of others.filter(
      (each) => path < each || !rules.conflictsWith?.[each]?.includes(path),
    )) {
      yield pairCheck(path, other, { premise: isGivenAt, conclusion: not(isGivenAt) }, `excludes ${other}`);
    }
  }
  for (const [path, others] of Object.entries(rules.requiredWith ?? {})) {
    yield* others.map((other) =>
      pairCheck(path, other, { premise: isGivenAt, conclusion: isGivenAt }, `needs ${other}`),
    );
  }
  yield* conditionChecks(rules.onlyWhen, { orAbsent: false });
  yield* conditionChecks(rules.onlyWhenNullOr, { orAbsent: true });
  for (const [path, condition] of Object.entries(rules.requiredWhen ?? {})) {
    for (const [other, values] of Object.entries(condition)) {
      const holds = hasValue(values, { orAbsent: false });
      yield pairCheck(
        other,
        path,
        { premise: holds, conclusion: isGivenAt },
        `needs ${path} with this value`,
      );
    }
  }
}

/** A question about what a block has at a path below it. */
type Question = (block: Property, steps: readonly string[]) => boolean;

const isGivenAt: Question = givesAt;

function not(question: Question): Question {
  return (block, steps) => !question(block, steps);
}

function hasValue(values: Condition[string], { orAbsent }: { readonly orAbsent: boolean }): Question {
  return (block, steps) =>
    some(placesAt(block, steps), (place) => {
      const value = place.scalar() ?? null;
      return values.includes(value) || (orAbsent && value === null);
    });
}

function* conditionChecks(
  conditions: TypeRules["onlyWhen"],
  options: { readonly orAbsent: boolean },
): Iterable<CombinationCheck> {
  for (const [path, condition] of Object.entries(conditions ?? {})) {
    for (const [other, values] of Object.entries(condition)) {
      const words = `is allowed only if ${other} is ${values.map((value) => JSON.stringify(value)).join(" or ")}`;
      yield pairCheck(path, other, { premise: isGivenAt, conclusion: hasValue(values, options) }, words);
    }
  }
}

/** Fails unless exactly one, or at least one, of a group is given in each block that contains it. */
function groupCheck(group: readonly string[], wanted: "exactly one" | "at least one"): CombinationCheck {
  const { block, rest } = splitPaths(group);
  return (inputs) =>
    separately(placesAt(inputs, block), function* (place) {
      if (block.length > 0 && !isGiven(place)) {
        return;
      }
      const found = rest.map((steps) => decide(() => givesAt(place, steps)));
      const given = found.filter((each) => each === true).length;
      const unknown = found.find((each) => each instanceof UnknownValue);
      const tooMany = wanted === "exactly one" && given > 1;
      if (unknown && !tooMany && (given === 0 || wanted === "exactly one")) {
        throw unknown;
      }
      if (tooMany || given === 0) {
        yield place.violation(`${given} of ${group.join(", ")} are given; allowed is ${wanted}`);
      }
    });
}

/** Fails where the premise holds at the path, and the conclusion does not hold at the other one. */
function pairCheck(
  path: string,
  other: string,
  { premise, conclusion }: { readonly premise: Question; readonly conclusion: Question },
  words: string,
): CombinationCheck {
  const [root = ""] = /^[^.[{]+/.exec(path) ?? [];
  let split: ReturnType<typeof splitPaths> | undefined;
  return function* (inputs) {
    // Most properties of most resources are absent: no premise holds there.
    if (inputs.isReadable() && !isPossiblyGiven(inputs.key(root))) {
      return;
    }
    split ??= splitPaths([path, other]);
    const [steps = [], otherSteps = []] = split.rest;
    yield* separately(placesAt(inputs, split.block), function* (place) {
      const holds = implies(
        () => premise(place, steps),
        () => conclusion(place, otherSteps),
      );
      if (!holds) {
        yield {
          path: [place.path, steps.join(".")].filter(Boolean).join("."),
          message: `the property ${words}`,
        };
      }
    });
  };
}

function isPossiblyGiven(property: Property): boolean {
  return !property.isReadable() || property.exists();
}
