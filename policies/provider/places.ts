import type { PolicyResource } from "../context.ts";
import { type Property, separately, some, type UnknownValue } from "../property.ts";

const STEP = /[^.[\]{}]+|\[\]|\{\}/g;
const steps = new Map<string, readonly string[]>();

/** The steps of a path as the providers' tables write it: `a[].b` is `a`, `[]`, `b`. */
export function stepsOf(path: string): readonly string[] {
  const known = steps.get(path) ?? path.match(STEP) ?? [];
  steps.set(path, known);
  return known;
}

/**
 * The properties at a path below a property, set or not; those of lists and maps each by itself.
 *
 * @param at index of the first step that counts
 */
export function* placesAt(
  property: Property,
  steps: readonly string[],
  at = 0,
): Iterable<Property | UnknownValue> {
  const step = steps[at];
  if (step === undefined) {
    yield property;
  } else if (step === "[]") {
    yield* separately(property.items(), (item) => placesAt(item, steps, at + 1));
  } else if (step === "{}") {
    yield* separately(property.entries(), ([, member]) => placesAt(member, steps, at + 1));
  } else if (!property.isReadable()) {
    throw property.unknown();
  } else {
    yield* placesAt(property.key(step), steps, at + 1);
  }
}

/**
 * Whether a property is given. As providers count when they validate a plan, a value that is known only after apply is
 * given, and an empty list is not.
 */
export function isGiven(property: Property): boolean {
  return !property.isReadable() || (property.exists() && !property.isEmptyList());
}

/** Whether something is given at a path. */
export function givesAt(property: Property, steps: readonly string[]): boolean {
  return some(placesAt(property, steps), isGiven);
}

/** Whether a provider receives the resource's inputs: not for components, nor for resources that are only read. */
export function isSent(resource: PolicyResource): boolean {
  return resource.custom && resource.inputs().isReadable();
}

/** Paths as the innermost block that contains all of them, and the steps from there. */
export function splitPaths(paths: readonly string[]): {
  readonly block: readonly string[];
  readonly rest: readonly (readonly string[])[];
} {
  const all = paths.map(stepsOf);
  const [first = []] = all;
  const end = first.findIndex((step, at) =>
    all.some((steps) => at >= steps.length - 1 || steps[at] !== step),
  );
  const block = first.slice(0, end === -1 ? 0 : end);
  return { block, rest: all.map((steps) => steps.slice(block.length)) };
}
