import { type ClusterIdentity, sameCluster } from "#graph/clusters";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { some } from "../property.ts";
import { inOneCluster } from "./clusters.ts";

/** The namespace of an object; a cluster's default is "default". @public */
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
  const place = { cluster: stack.clusterOf(object), namespace: namespaceOf(object), keys };
  return someIn(stack, kind, place, predicate);
}

/** A namespace of a cluster, and keys as in {@link someBeside}. */
export interface Place {
  readonly cluster: ClusterIdentity | undefined;
  readonly namespace: string;
  readonly keys?: readonly string[] | undefined;
}

/**
 * Whether an object of this kind in a namespace satisfies the predicate. One that would, but may lie in another
 * namespace or cluster, leaves it open.
 */
export function someIn(
  stack: PolicyContext,
  kind: Kind,
  place: Place,
  predicate: (candidate: PolicyResource) => boolean,
): boolean {
  return some(
    candidatesIn(stack, kind, place),
    (candidate) => predicate(candidate) && isIn(stack, candidate, place),
  );
}

/**
 * Objects of this kind, in the namespace of another object, that satisfy the predicate, in order. Throws if fewer than
 * `wanted` do, and an unknown value may hide another.
 */
export function foundBeside(
  stack: PolicyContext,
  kind: Kind,
  object: PolicyResource,
  keys: readonly string[] | undefined,
  predicate: (candidate: PolicyResource) => boolean,
  wanted: number,
): readonly PolicyResource[] {
  const place = { cluster: stack.clusterOf(object), namespace: namespaceOf(object), keys };
  const found: PolicyResource[] = [];
  // Each candidate is counted instead of ending the search; it throws at the end for an unknown one.
  const isEnough = (candidate: PolicyResource) => {
    if (predicate(candidate) && isIn(stack, candidate, place)) {
      found.push(candidate);
    }
    return found.length >= wanted;
  };
  some(candidatesIn(stack, kind, place), isEnough);
  return found;
}

function isIn(stack: PolicyContext, candidate: PolicyResource, { cluster, namespace }: Place): boolean {
  return namespaceOf(candidate) === namespace && inOneCluster(cluster, stack.clusterOf(candidate));
}

function candidatesIn(
  stack: PolicyContext,
  kind: Kind,
  { cluster, namespace, keys }: Place,
): readonly PolicyResource[] {
  // Grouped once per kind, because every workload needs it.
  const clusters = stack.index(grouping(kind));
  return clustersLike(cluster, clusters).flatMap((byNamespace) =>
    [namespace, undefined].flatMap((each) => {
      const byKey = byNamespace.get(each);
      return keys
        ? [...keys, undefined].flatMap((key) => byKey?.get(key) ?? [])
        : [...(byKey?.values() ?? [])].flat();
    }),
  );
}

/** The groups of a cluster, and of those that may turn out to be the same one. */
function clustersLike(cluster: ClusterIdentity | undefined, clusters: Clusters): readonly Namespaces[] {
  return [...clusters.values()].flatMap(({ identity, namespaces }) =>
    sameCluster(identity, cluster) === false ? [] : [namespaces],
  );
}

/** Objects by namespace, then by key; undefined stands for any. */
type Namespaces = ReadonlyMap<string | undefined, ReadonlyMap<string | undefined, readonly PolicyResource[]>>;

/** By the id of the cluster. */
type Clusters = ReadonlyMap<
  string | undefined,
  { readonly identity: ClusterIdentity | undefined; readonly namespaces: Namespaces }
>;

const groupings = new WeakMap<Kind, (stack: PolicyContext) => Clusters>();

function grouping(kind: Kind): (stack: PolicyContext) => Clusters {
  let build = groupings.get(kind);
  if (!build) {
    build = (stack) => {
      const byCluster = Map.groupBy(stack.ofType(kind.type), (object) => stack.clusterOf(object)?.id);
      return new Map(
        [...byCluster].map(([id, objects]) => {
          const identity = objects[0] && stack.clusterOf(objects[0]);
          return [id, { identity, namespaces: byNamespace(kind, objects) }];
        }),
      );
    };
    groupings.set(kind, build);
  }
  return build;
}

function byNamespace({ keyOf }: Kind, objects: readonly PolicyResource[]): Namespaces {
  return new Map(
    [...Map.groupBy(objects, knownNamespace)].map(([namespace, inside]) => [
      namespace,
      Map.groupBy(inside, (object) => keyOf?.(object)),
    ]),
  );
}

function knownNamespace(object: PolicyResource): string | undefined {
  const namespace = object.at("metadata.namespace");
  return namespace.isReadable() ? (namespace.text() ?? "default") : undefined;
}
