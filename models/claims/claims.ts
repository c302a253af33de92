/**
 * Claims to things that exist once outside the program, such as a host name, a record of a zone or a name in a
 * cluster, and the search for two claims to one thing. It takes linear time, also where parts of a key are unknown.
 */

/** A claim to a thing. */
export interface Claim {
  /** What identifies the thing, always in the same order. An undefined part may turn out to be anything. */
  readonly key: readonly (string | undefined)[];
  /** Whether several claims of this sort may share the thing; an exclusive one tolerates none. Default false. */
  readonly shared?: boolean | undefined;
  /** Whether equal keys mean the same thing, rather than that it may be the same. Default true. */
  readonly certain?: boolean | undefined;
}

/** Earlier claims of others to the same thing. */
export interface Rivals<Owner> {
  /** An owner that claims the same thing. */
  readonly certain: Owner | undefined;
  /** An owner that may turn out to claim the same thing. */
  readonly possible: Owner | undefined;
}

interface Entry<Owner> {
  readonly order: number;
  readonly owner: Owner;
}

/** The first entry under a key, and the first that is exclusive. */
interface First<Owner> {
  readonly any: Entry<Owner>;
  exclusive: Entry<Owner> | undefined;
}

interface Group<Owner> {
  readonly known: readonly boolean[];
  readonly certain: boolean;
  readonly claims: { readonly claim: Claim; readonly entry: Entry<Owner> }[];
  /** By the positions that are compared, the first claim of each projected key. */
  readonly firstBy: Map<string, Map<string, First<Owner>>>;
}

/** The claims of an owner. */
export interface OwnedClaims<Owner> {
  readonly owner: Owner;
  /** Position among the owners. */
  readonly order: number;
  readonly claims: readonly Claim[];
}

/** Claims of one kind by their owners, in order. Of two claims to one thing, the later is in the wrong. */
export class ClaimIndex<Owner> {
  /** Claims by which parts of their keys are known, of which there are few. */
  readonly #groups = new Map<string, Group<Owner>>();

  constructor(owners: Iterable<OwnedClaims<Owner>>) {
    for (const { owner, order, claims } of owners) {
      const entry = { order, owner };
      for (const claim of claims) {
        this.#groupOf(claim).claims.push({ claim, entry });
      }
    }
  }

  /**
   * The earlier owners with a claim that this one conflicts with.
   *
   * @param order position of the claim's owner
   */
  rivals(claim: Claim, order: number): Rivals<Owner> {
    const known = claim.key.map((part) => part !== undefined);
    let certain: Owner | undefined;
    let possible: Owner | undefined;
    for (const group of this.#groups.values()) {
      const compared = known.map((isKnown, index) => isKnown && group.known[index] === true);
      const first = firstOf(group, compared).get(project(claim.key, compared));
      const rival = claim.shared ? first?.exclusive : first?.any;
      if (rival && rival.order < order) {
        const decided = claim.certain !== false && group.certain && compared.every(Boolean);
        if (decided) {
          certain ??= rival.owner;
        } else {
          possible ??= rival.owner;
        }
      }
    }
    return { certain, possible };
  }

  #groupOf({ key, certain = true }: Claim): Group<Owner> {
    const known = key.map((part) => part !== undefined);
    const id = `${known}/${certain}`;
    const group = this.#groups.get(id) ?? { known, certain, claims: [], firstBy: new Map() };
    this.#groups.set(id, group);
    return group;
  }
}

function firstOf<Owner>(group: Group<Owner>, compared: readonly boolean[]): Map<string, First<Owner>> {
  const positions = compared.join();
  let first = group.firstBy.get(positions);
  if (!first) {
    first = new Map();
    group.firstBy.set(positions, first);
    for (const { claim, entry } of group.claims) {
      const key = project(claim.key, compared);
      const found = first.get(key);
      if (!found) {
        first.set(key, { any: entry, exclusive: claim.shared ? undefined : entry });
      } else if (!claim.shared) {
        found.exclusive ??= entry;
      }
    }
  }
  return first;
}

function project(key: Claim["key"], compared: readonly boolean[]): string {
  return JSON.stringify(key.filter((_part, index) => compared[index]));
}
