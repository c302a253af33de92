import { sameCluster } from "#graph/clusters";
import { type Claim, ClaimIndex } from "#models/claims/claims";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { type Property, separately, UnknownValue, type Violation } from "../property.ts";
import { type Rule, type RuleWords, stackRule } from "../rule.ts";
import type { Part } from "./parts.ts";

/** A claim of a resource. */
export interface ResourceClaim extends Claim {
  /** The property that makes the claim. */
  readonly at: Property;
  /** The claimed thing in words, such as `the host "example.com" of ingress class "nginx"`. */
  readonly thing: string;
  /** The first unknown value of the key. */
  readonly unknown?: UnknownValue | undefined;
}

/** A claim with a key of these parts. */
export function claimOf(
  parts: readonly Part[],
  { at, thing, shared }: Pick<ResourceClaim, "at" | "thing" | "shared">,
): ResourceClaim {
  return {
    key: parts.map(({ value }) => value),
    certain: parts.every(({ certain }) => certain),
    shared,
    // A part without a value decides rather than one that is known to be another resource's.
    unknown: (parts.find(({ value }) => value === undefined) ?? parts.find(({ certain }) => !certain))
      ?.unknown,
    at,
    thing,
  };
}

/** The claims of a resource, and what hides others of them; may throw for that too. */
export type ClaimsOf = (
  resource: PolicyResource,
  stack: PolicyContext,
) => Iterable<ResourceClaim | UnknownValue>;

/** Claims of one kind, by type of the resource, or those of every resource. */
export interface ClaimTable extends Omit<RuleWords, "appliesTo" | "why"> {
  /** What happens to two claims to one thing. */
  readonly why: string;
  readonly claims: Readonly<Record<string, ClaimsOf>> | ClaimsOf;
  /** Whether the thing is in a Kubernetes cluster, so that equal names in two clusters are two things. */
  readonly inCluster?: boolean;
}

/** What a resource claims: its place in the order, its claims, and the first value that hides others. */
interface Entry {
  readonly order: number;
  readonly claims: readonly ResourceClaim[];
  readonly unreadable: UnknownValue | undefined;
}

/**
 * A rule that finds two claims to one thing. The later claim is in the wrong, and its message names the earlier. A
 * value that another resource gets from the cloud counts as different from any value that is written in the program,
 * and from values of other resources; otherwise an unknown part leaves the claim open.
 */
export function claimRule({ claims, inCluster = false, ...words }: ClaimTable): Rule {
  const build = (stack: PolicyContext) => indexOf(stack, claims, inCluster);
  return stackRule<ResourceClaim>({
    ...words,
    appliesTo: typeof claims === "function" ? "every resource" : Object.keys(claims),
    each(resource, stack) {
      const index = stack.index(build);
      const { claims: own = [], unreadable, order = 0 } = index.entries.get(resource) ?? {};
      return unreadable && index.hasEarlier(resource, order) ? [...own, unreadable] : own;
    },
    *check(claim, stack, resource) {
      const index = stack.index(build);
      yield* violationsOf(claim, index.rivals(resource, claim), stack);
    },
  });
}

/** An earlier resource that claims the same thing, and whether that is certain. */
interface Rival {
  readonly resource: PolicyResource;
  readonly certain: boolean;
  /** The value that decides, if it is not that of the claim itself. */
  readonly undecided?: UnknownValue;
}

function* violationsOf(
  claim: ResourceClaim,
  rival: Rival | undefined,
  stack: PolicyContext,
): Iterable<Violation> {
  if (rival?.certain) {
    yield claim.at.violation(`${claim.thing} is claimed by ${stack.describe(rival.resource)} already`);
  } else if (rival) {
    throw claim.unknown ?? rival.undecided ?? claim.at.unknown();
  }
}

/** The claims of all resources, by cluster. */
interface StackClaims {
  readonly entries: ReadonlyMap<PolicyResource, Entry>;
  hasEarlier(resource: PolicyResource, order: number): boolean;
  rivals(resource: PolicyResource, claim: ResourceClaim): Rival | undefined;
}

function indexOf(stack: PolicyContext, claims: ClaimTable["claims"], inCluster: boolean): StackClaims {
  const entries = new Map<PolicyResource, Entry>();
  const resources =
    typeof claims === "function"
      ? stack.resources
      : stack.resources.filter(({ type }) => Object.hasOwn(claims, type));
  for (const resource of resources) {
    const entry = entryOf(resource, stack, claims, entries.size);
    // What is only read, or changed, is claimed by whoever made it.
    if (entry && resource.id === undefined && !resource.partial) {
      entries.set(resource, entry);
    }
  }
  const clusterOf = (resource: PolicyResource) => (inCluster ? stack.clusterOf(resource) : undefined);
  const clusters = [...Map.groupBy(entries, ([resource]) => clusterOf(resource)?.id).values()].map(
    (found) => ({
      identity: found[0] && clusterOf(found[0][0]),
      first: found[0]?.[1].order ?? 0,
      // Of the claims that cannot be read, the first stands for all.
      unreadable: found.find(([, { unreadable }]) => unreadable),
      index: new ClaimIndex(found.map(([owner, { order, claims }]) => ({ owner, order, claims }))),
    }),
  );
  const around = (resource: PolicyResource) => {
    const own = clusterOf(resource);
    return clusters.flatMap((cluster) => {
      const same = sameCluster(own, cluster.identity);
      return same === false ? [] : [{ cluster, same }];
    });
  };
  return {
    entries,
    hasEarlier: (resource, order) => around(resource).some(({ cluster }) => cluster.first < order),
    rivals(resource, claim) {
      const order = entries.get(resource)?.order ?? 0;
      let possible: Rival | undefined;
      for (const { cluster, same } of around(resource)) {
        const found = cluster.index.rivals(claim, order);
        if (found.certain && same === true) {
          return { resource: found.certain, certain: true };
        }
        const open = found.possible ?? found.certain;
        if (open) {
          const undecided = typeof same === "object" ? new UnknownValue(same.input, same.value) : undefined;
          possible ??= { resource: open, certain: false, ...(undecided ? { undecided } : {}) };
        }
        const [hidden, { order: since = 0, unreadable = undefined } = {}] = cluster.unreadable ?? [];
        if (hidden && unreadable && since < order) {
          possible ??= { resource: hidden, certain: false, undecided: unreadable };
        }
      }
      return possible;
    },
  };
}

function entryOf(
  resource: PolicyResource,
  stack: PolicyContext,
  claims: ClaimTable["claims"],
  order: number,
): Entry | undefined {
  const claimsOf = typeof claims === "function" ? claims : claims[resource.type];
  if (!claimsOf) {
    return undefined;
  }
  const found = [...separately([resource], (each) => claimsOf(each, stack))];
  const own = found.filter((each): each is ResourceClaim => !(each instanceof UnknownValue));
  const unreadable = found.find((each) => each instanceof UnknownValue);
  return found.length === 0 ? undefined : { order, claims: own, unreadable };
}
