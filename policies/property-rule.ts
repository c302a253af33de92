import type { PolicyContext, PolicyResource } from "./context.ts";
import { isProduction } from "./environment.ts";
import type { Property, Violation } from "./property.ts";
import { type Rule, type RuleWords, resourceRule, stackRule } from "./rule.ts";

type Scalar = string | number | boolean;

/** What a property must be. Strings are compared without case, and `true` equals `"true"`, as in metadata. */
export type Demand =
  /** One of these values. An absent property has the default, and is refused if none is given. */
  | { readonly is: readonly Scalar[]; readonly byDefault?: Scalar }
  /** Anything else than these values. An absent property has the default, and is accepted if none is given. */
  | { readonly isNot: readonly Scalar[]; readonly byDefault?: Scalar }
  /** Not set, or an empty list. */
  | "absent"
  /** Set, and not an empty list. */
  | "present";

type Paths = string | readonly string[];

/** A rule over one property: a row of a table. */
export interface PropertyRule extends Omit<RuleWords, "appliesTo"> {
  readonly types: readonly string[];
  /** Where the property is: by type if it differs; `[]` after a name is each element of a list. */
  readonly at: Paths | Readonly<Record<string, Paths>>;
  readonly demand: Demand;
  /** What is wrong; the property's value and what is allowed are added to it. */
  readonly finding: string;
  /** Resources that it does not concern. Default: it concerns all. */
  readonly unless?: (resource: PolicyResource) => boolean;
  /** Whether it holds in production only. Default: everywhere. */
  readonly inProduction?: boolean;
  /** Whether a value that another resource of the stack gives is accepted while it is unknown. Default: it is not. */
  readonly acceptsOutputs?: boolean;
}

/** Creates the rules of a table. */
export function propertyRules(rows: readonly PropertyRule[]): readonly Rule[] {
  return rows.map(propertyRule);
}

function propertyRule(row: PropertyRule): Rule {
  const { types, at, demand, finding, unless, inProduction = false, acceptsOutputs = false, ...words } = row;
  const check = (property: Property, resource: PolicyResource) =>
    unless?.(resource) ? [] : violations(property, demand, finding);
  if (!inProduction && !acceptsOutputs) {
    const each = (resource: PolicyResource) => places(resource, at);
    return resourceRule<Property>({ ...words, appliesTo: types, each, check });
  }
  // Only rules over the stack get to know from the engine where a value comes from.
  return stackRule<Property>({
    ...words,
    appliesTo: types,
    each: (resource: PolicyResource, stack: PolicyContext) =>
      inProduction && !isProduction(resource, stack) ? [] : places(resource, at),
    check: (property, _stack, resource) =>
      acceptsOutputs && isOutput(property, resource) ? [] : check(property, resource),
  });
}

function isOutput(property: Property, resource: PolicyResource): boolean {
  const [input = ""] = property.path.split(/[.[]/);
  return !property.isReadable() && resource.originsOf(input).length > 0;
}

function* places(resource: PolicyResource, at: PropertyRule["at"]): Iterable<Property> {
  const paths = isPaths(at) ? at : (at[resource.type] ?? []);
  for (const path of typeof paths === "string" ? [paths] : paths) {
    yield* below(resource.inputs(), path.split("[]."));
  }
}

/** The properties at a path below one: of each element of the lists on the way. */
function* below(from: Property, [path = "", ...rest]: readonly string[]): Iterable<Property> {
  if (rest.length === 0) {
    yield from.at(path);
    return;
  }
  for (const item of from.at(path).items()) {
    yield* below(item, rest);
  }
}

function violations(property: Property, demand: Demand, finding: string): Iterable<Violation> {
  const refused = refusal(property, demand);
  return refused === undefined ? [] : [property.violation(`${finding} (${lastOf(property)} is ${refused})`)];
}

/** What was found and what is allowed; undefined for an accepted value. */
function refusal(property: Property, demand: Demand): string | undefined {
  if (demand === "absent" || demand === "present") {
    const isSet = property.exists() && property.count() !== 0;
    if (isSet === (demand === "present")) {
      return undefined;
    }
    return demand === "present" ? "not set" : "set; allowed: none";
  }
  const value = property.scalar() ?? demand.byDefault;
  const shown = property.exists() ? String(property.scalar() ?? "no plain value") : absence(demand.byDefault);
  if ("is" in demand) {
    return value !== undefined && includes(demand.is, value)
      ? undefined
      : `${shown}; allowed: ${demand.is.join(", ")}`;
  }
  return value !== undefined && includes(demand.isNot, value)
    ? `${shown}; allowed: anything but ${demand.isNot.join(", ")}`
    : undefined;
}

function absence(byDefault: Scalar | undefined): string {
  return byDefault === undefined ? "not set" : `not set, which means ${byDefault}`;
}

function includes(values: readonly Scalar[], value: Scalar): boolean {
  return values.some((each) => String(each).toLowerCase() === String(value).toLowerCase());
}

function lastOf({ path }: Property): string {
  return path.split(".").at(-1) ?? path;
}

function isPaths(at: PropertyRule["at"]): at is Paths {
  return typeof at === "string" || Array.isArray(at);
}
