import { credentialIn } from "#models/credentials/find";
import { refusedCount, refusedScalar, type Scalar } from "#models/provider-facts/values/allowed";
import type { ValueRule } from "#models/provider-facts/values/rule";
import { typeRules } from "#models/provider-facts/values/value-rules";
import type { PolicyResource } from "../context.ts";
import type { Property, Violation } from "../property.ts";
import { resourceRule } from "../rule.ts";
import { isSent } from "./places.ts";
import { type RuledProperty, ruledProperties, valueTree } from "./value-tree.ts";

const LONGEST_SHOWN = 60;

export const acceptedValue = resourceRule<RuledProperty>({
  id: "provider-accepted-value",
  title: "Providers accept every value",
  severity: "high",
  appliesTo: "every resource",
  fix: "use one of the allowed values",
  why: "The provider refuses the resource, in the middle of an update at worst.",
  *each(resource) {
    if (isSent(resource)) {
      yield* ruledProperties(resource.inputs(), treeOf(resource.type));
      yield* zoneSetting(resource);
    }
  },
  check: ([property, rule]) => refusals(property, rule),
});

const trees = new Map<string, ReturnType<typeof valueTree>>();

function treeOf(type: string): ReturnType<typeof valueTree> {
  const tree = trees.get(type) ?? valueTree(typeRules(type)?.props ?? {});
  trees.set(type, tree);
  return tree;
}

/** The value of a zone setting depends on which setting it is. */
function* zoneSetting(resource: PolicyResource): Iterable<RuledProperty> {
  const settings = typeRules(resource.type)?.valuesBySetting;
  const allowed = settings?.[resource.at("settingId").text() ?? ""];
  if (Array.isArray(allowed)) {
    yield [resource.at("value"), { enum: allowed }];
  }
}

function* refusals(property: Property, rule: ValueRule): Iterable<Violation> {
  const value = property.scalar();
  if (value !== undefined) {
    yield* refusal(property, () => shown(value), refusedScalar(rule, value));
    return;
  }
  const count = property.count() ?? 0;
  yield* refusal(property, () => `${count} elements`, refusedCount(rule, count));
  const keyRule = rule.keys ?? (rule.keyPattern === undefined ? undefined : { pattern: rule.keyPattern });
  if (keyRule) {
    for (const [key, member] of property.entries()) {
      yield* refusal(member, () => `the key ${shown(key)}`, refusedScalar(keyRule, key));
    }
  }
}

function* refusal(property: Property, found: () => string, allowed: string | undefined): Iterable<Violation> {
  if (allowed !== undefined) {
    yield property.violation(`the provider refuses ${found()}; allowed are ${allowed}`);
  }
}

function shown(value: Scalar): string {
  const text = JSON.stringify(value);
  if (credentialIn(text)) {
    return "a credential";
  }
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
