import { sameCluster } from "#graph/clusters";
import { ClaimIndex } from "#models/claims/claims";
import { isAbsent, type Part } from "../claims/parts.ts";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { asUnknownValue, type Property, UnknownValue } from "../property.ts";

/** What a resource defines: a key such as a namespace and a name, and what is inside. */
export interface Definition {
  readonly key: readonly Part[];
  /** Names inside it that others refer to, such as the keys of a Secret; undefined if they are not known. */
  readonly members?: readonly string[] | "any" | undefined;
}

/** A kind of thing that others refer to by a key. Declare it once: it is the identity of its index. */
export interface DefinitionKind {
  /** In words, such as `Secret`. */
  readonly noun: string;
  /** What resources define, by type. */
  readonly definedBy: Readonly<
    Record<string, (resource: PolicyResource, stack: PolicyContext) => Iterable<Definition>>
  >;
  /** Names that every cluster has, or that are someone else's. Default none. */
  readonly builtIn?: (name: string) => boolean;
  /** Where charts may define it, which the program does not show: in their namespace or anywhere. Default nowhere. */
  readonly byCharts?: "namespace" | "cluster";
  /** Whether it is in a Kubernetes cluster. Default true. */
  readonly inCluster?: boolean;
}

/** The result of a search for a definition. */
export type Found =
  | { readonly kind: "defined"; readonly definition: Definition; readonly by: PolicyResource }
  | { readonly kind: "open"; readonly unknown: UnknownValue }
  | { readonly kind: "missing" };

/** What a reference names, and what it comes from. */
export interface Wanted {
  /** The referring resource. */
  readonly from: PolicyResource;
  readonly key: readonly Part[];
  /** The property with the name. */
  readonly at: Property;
}

interface Owner {
  readonly resource: PolicyResource;
  readonly definition: Definition;
}

interface ClusterDefinitions {
  readonly identity: ReturnType<PolicyContext["clusterOf"]>;
  readonly index: ClaimIndex<Owner>;
  readonly unreadable: UnknownValue | undefined;
}

/** Searches the stack for what a reference names. */
export function definitionOf(stack: PolicyContext, kind: DefinitionKind, { from, key, at }: Wanted): Found {
  const { clusters, defining } = stack.index(indexing(kind));
  // A name that comes from a resource that defines such names is that resource's.
  const origins = at.isReadable() ? [] : from.originsOf(at.path.split(/[.[]/, 1)[0] ?? "");
  const origin = origins.map((urn) => defining.get(urn)).find((owner) => owner !== undefined);
  if (origin) {
    return { kind: "defined", definition: origin.definition, by: origin.resource };
  }
  const claim = { key: key.map(({ value }) => (value?.startsWith("=") ? value : undefined)) };
  const own = kind.inCluster === false ? undefined : stack.clusterOf(from);
  let open: UnknownValue | undefined;
  for (const { identity, index, unreadable } of clusters) {
    const same = sameCluster(own, identity);
    if (same === false) {
      continue;
    }
    const { certain, possible } = index.rivals(claim, Number.POSITIVE_INFINITY);
    if (certain && same === true) {
      return { kind: "defined", definition: certain.definition, by: certain.resource };
    }
    if (certain || possible) {
      const own = key.find(({ unknown }) => unknown)?.unknown;
      const others = possible?.definition.key.find(({ unknown }) => unknown)?.unknown;
      open ??=
        typeof same === "object" ? new UnknownValue(same.input, same.value) : (own ?? others ?? at.unknown());
    }
    open ??= unreadable;
  }
  return open ? { kind: "open", unknown: open } : { kind: "missing" };
}

interface Index {
  readonly clusters: readonly ClusterDefinitions[];
  /** By the URN of what defines it. */
  readonly defining: ReadonlyMap<string, Owner>;
}

const indexings = new WeakMap<DefinitionKind, (stack: PolicyContext) => Index>();

function indexing(kind: DefinitionKind): (stack: PolicyContext) => Index {
  const known = indexings.get(kind);
  if (known) {
    return known;
  }
  const build = (stack: PolicyContext): Index => {
    const clusterOf = (resource: PolicyResource) =>
      kind.inCluster === false ? undefined : stack.clusterOf(resource);
    const all = stack.ofType(...Object.keys(kind.definedBy));
    const defining = new Map<string, Owner>();
    const clusters = [...Map.groupBy(all, (resource) => clusterOf(resource)?.id).values()].map(
      (resources) => {
        const owners: Owner[] = [];
        let unreadable: UnknownValue | undefined;
        for (const resource of resources) {
          try {
            const definitions = [...(kind.definedBy[resource.type]?.(resource, stack) ?? [])];
            owners.push(...definitions.map((definition) => ({ resource, definition })));
          } catch (cause) {
            unreadable ??= asUnknownValue(cause);
          }
        }
        for (const owner of owners) {
          defining.set(owner.resource.urn, owner);
        }
        const index = new ClaimIndex(
          owners.map((owner, order) => ({
            owner,
            order,
            claims: [
              { key: owner.definition.key.map(({ value }) => (value?.startsWith("=") ? value : undefined)) },
            ],
          })),
        );
        return { identity: resources[0] && clusterOf(resources[0]), index, unreadable };
      },
    );
    return { clusters, defining };
  };
  indexings.set(kind, build);
  return build;
}

/** The names of an object's members; undefined if they cannot be read. */
export function memberNames(...maps: readonly Property[]): readonly string[] | undefined {
  if (!maps.every((map) => map.isReadable())) {
    return undefined;
  }
  return maps.filter((map) => !isAbsent(map)).flatMap((map) => map.entries().map(([name]) => name));
}
