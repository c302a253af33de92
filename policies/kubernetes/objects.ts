import type { PolicyContext, PolicyResource } from "../context.ts";
import { some } from "../property.ts";

/** The namespace of an object; a cluster's default is "default". */
export function namespaceOf(object: PolicyResource): string {
  return object.at("metadata.namespace").text() ?? "default";
}

/** A kind of object to search for, and its key. Declare it once: it is the index's identity. */
export interface Kind {
  readonly type: string;
  /**
   * A key by which other objects find this one, such as the name that it refers to; undefined if any may match.
   * Default: all objects of a namespace are tried.
   */
  readonly keyOf?: (object: PolicyResource) => string | undefined;
}

/**
 * Whether an object of this kind, in the namespace of another object, satisfies the predicate.
 *
 * @param keys keys under which it may be indexed; undefined if unknown
 */
export function someBeside(
  stack: PolicyContext,
  kind: Kind,
  object: PolicyResource,
  keys: readonly string[] | undefined,
  predicate: (candidate: PolicyResource) => boolean,
): boolean {
  return someIn(stack, kind, { cluster: object.provider, namespace: namespaceOf(object), keys }, predicate);
}

/** A namespace of a cluster, identified by the URN of its provider, and keys as in {@link someBeside}. */
export interface Place {
  readonly cluster: string | undefined;
  readonly namespace: string;
  readonly keys?: readonly string[] | undefined;
}

/**
 * Whether an object of this kind in a namespace satisfies the predicate. An object that does, but whose namespace is
 * unknown, leaves the result unknown.
 */
export function someIn(
  stack: PolicyContext,
  kind: Kind,
  { cluster, namespace, keys }: Place,
  predicate: (candidate: PolicyResource) => boolean,
): boolean {
  // Grouped once per kind, because every workload needs it.
  const groups = stack.index(grouping(kind));
  const candidates = [namespace, undefined].flatMap((each) => {
    const byKey = groups.get(namespaceKey(cluster, each));
    return keys
      ? [...keys, undefined].flatMap((key) => byKey?.get(key) ?? [])
      : [...(byKey?.values() ?? [])].flat();
  });
  return some(candidates, (candidate) => predicate(candidate) && namespaceOf(candidate) === namespace);
}

/** By namespace, then by key; undefined matches any. */
type Groups = ReadonlyMap<string, ReadonlyMap<string | undefined, readonly PolicyResource[]>>;

const groupings = new WeakMap<Kind, (stack: PolicyContext) => Groups>();

function grouping(kind: Kind): (stack: PolicyContext) => Groups {
  let build = groupings.get(kind);
  if (!build) {
    build = (stack) => {
      const byNamespace = Map.groupBy(stack.ofType(kind.type), (object) =>
        namespaceKey(object.provider, knownNamespace(object)),
      );
      return new Map(
        [...byNamespace].map(([namespace, objects]) => [
          namespace,
          Map.groupBy(objects, (object) => kind.keyOf?.(object)),
        ]),
      );
    };
    groupings.set(kind, build);
  }
  return build;
}

function knownNamespace(object: PolicyResource): string | undefined {
  const namespace = object.at("metadata.namespace");
  return namespace.isReadable() ? (namespace.text() ?? "default") : undefined;
}

function namespaceKey(cluster: string | undefined, namespace: string | undefined): string {
  return JSON.stringify([cluster, namespace]);
}
