import { HELM_RELEASE } from "#graph/kubernetes-types";
import { createdCluster } from "../capacity/nodes.ts";
import { isAbsent, type Part } from "../claims/parts.ts";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { type Outcome, type Property, separately } from "../property.ts";
import { type Definition, type DefinitionKind, definitionOf } from "./definition.ts";
import { NAMESPACE } from "./definitions/objects.ts";

/** A name in a resource that something else must define. */
export interface Reference {
  readonly to: DefinitionKind;
  readonly key: readonly Part[];
  /** The property with the name. */
  readonly at: Property;
  /** Members that the definition must have, such as a key of a Secret. */
  readonly members?: readonly Property[];
  /** In words, such as `port`. Default "key". */
  readonly member?: string;
}

/** Finds what a reference names, and what of it is not there. Throws if that cannot be decided. */
export function* missing(
  reference: Reference,
  stack: PolicyContext,
  from: PolicyResource,
): Iterable<Outcome> {
  const { to, key, at } = reference;
  const name = at.isReadable() ? at.text() : undefined;
  if (name !== undefined && to.builtIn?.(name)) {
    return;
  }
  const found = definitionOf(stack, to, { from, key, at });
  if (found.kind === "open") {
    throw found.unknown;
  }
  if (found.kind === "defined") {
    yield* missingMembers(reference, found.definition, found.by, stack);
    return;
  }
  const hidden = key.find(({ unknown }) => unknown)?.unknown;
  if (hidden || mayBeOutside(reference, stack, from)) {
    throw hidden ?? at.unknown();
  }
  yield at.violation(`no ${to.noun} "${name}"${placeOf(key)} is in the stack`);
}

function* missingMembers(
  { to, at, members = [], member = "key" }: Reference,
  definition: Definition,
  by: PolicyResource,
  stack: PolicyContext,
): Iterable<Outcome> {
  yield* separately(members, function* (property) {
    const name = property.text() ?? String(property.number());
    const known = definition.members;
    if (!known) {
      throw at.unknown();
    }
    if (known !== "any" && !known.includes(name)) {
      const has = known.length > 0 ? `it has ${known.join(", ")}` : "it has none";
      yield property.violation(
        `the ${to.noun} "${at.display()}" of ${stack.describe(by)} has no ${member} "${name}"; ${has}`,
      );
    }
  });
}

/** ` of namespace "shop"`, for a key that begins with a namespace. */
function placeOf([namespace, ...rest]: readonly Part[]): string {
  return rest.length > 0 && namespace?.value?.startsWith("=")
    ? ` of namespace "${namespace.value.slice(1)}"`
    : "";
}

/** Whether something that the program does not show may define it: a chart, or another program. */
function mayBeOutside({ to, key }: Reference, stack: PolicyContext, from: PolicyResource): boolean {
  if (to.inCluster === false) {
    return false;
  }
  const [namespace, ...rest] = key;
  const isNamespaced = rest.length > 0;
  if (!isNamespaced || !namespace?.value?.startsWith("=")) {
    return !createdCluster(stack, from) || (to.byCharts === "cluster" && hasRelease(stack, from, undefined));
  }
  const name = namespace.value.slice(1);
  const home = definitionOf(stack, NAMESPACE, { from, key: [namespace], at: from.at("metadata.namespace") });
  return home.kind !== "defined" || (to.byCharts !== undefined && hasRelease(stack, from, name));
}

/** Whether a chart is installed in the namespace, or anywhere in the cluster. */
export function hasRelease(
  stack: PolicyContext,
  from: PolicyResource,
  namespace: string | undefined,
): boolean {
  const cluster = stack.clusterOf(from)?.id;
  return stack.ofType(HELM_RELEASE).some((release) => {
    const place = release.at("namespace");
    return (
      stack.clusterOf(release)?.id === cluster &&
      (namespace === undefined || !place.isReadable() || isAbsent(place) || place.is(namespace))
    );
  });
}
