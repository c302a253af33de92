import type { ValueRule } from "#models/provider-facts/values/rule";
import type { Property } from "../property.ts";
import { stepsOf } from "./places.ts";

/** The rules of a type's values by the steps of their paths. */
interface ValueTree {
  rule?: ValueRule;
  readonly below: Map<string, ValueTree>;
}

/** A property, and what the provider accepts there. */
export type RuledProperty = readonly [property: Property, rule: ValueRule];

/** Arranges rules by path for {@link ruledProperties}. */
export function valueTree(rules: Readonly<Record<string, ValueRule>>): ValueTree {
  const root: ValueTree = { below: new Map() };
  for (const [path, rule] of Object.entries(rules)) {
    let at = root;
    for (const step of stepsOf(path)) {
      const next = at.below.get(step) ?? { below: new Map() };
      at.below.set(step, next);
      at = next;
    }
    at.rule = rule;
  }
  return root;
}

/** The given properties with a rule, in one walk through the inputs. One that is unknown stands for all below it. */
export function* ruledProperties(property: Property, { rule, below }: ValueTree): Iterable<RuledProperty> {
  if (!property.isReadable()) {
    yield [property, rule ?? {}];
    return;
  }
  if (!property.exists()) {
    return;
  }
  if (rule) {
    yield [property, rule];
  }
  if (below.size === 0) {
    return;
  }
  const items = below.get("[]");
  if (items) {
    for (const item of property.items()) {
      yield* ruledProperties(item, items);
    }
  }
  // Through what is given, not through what there are rules for: a type has hundreds, a resource a dozen properties.
  const members = below.get("{}");
  for (const [name, member] of property.entries()) {
    const tree = below.get(name) ?? members;
    if (tree) {
      yield* ruledProperties(member, tree);
    }
  }
}
