import roles from "./google-roles.json" with { type: "json" };

/** A predefined role of Google Cloud. */
interface PredefinedRole {
  /** Number of all permissions in it: the fewer, the narrower. */
  readonly breadth: number;
  /** Those of its permissions that appear in the tables of `google.ts`. */
  readonly holds: readonly string[];
}

/** Day on which the roles were read; Google adds permissions to them without a version. */
export const ROLES_DATE: string = roles.date;

export const ROLES_SOURCE: string = roles.source;

const ROLES: Readonly<Record<string, PredefinedRole>> = roles.roles;

/** Roles that hold a set of permissions. */
export interface RoleCover {
  /** Role to the permissions of the set for which it is listed, each for one role, in alphabetical order. */
  readonly roles: ReadonlyMap<string, readonly string[]>;
  /** Permissions that none of the known roles holds. */
  readonly uncovered: readonly string[];
}

/** Permissions that give power over others: a role that has one besides what is wanted is a last resort. */
const POWER = /\.(setIamPolicy|enable)$/;
const LAST_RESORT = 5;

/**
 * Few and weak predefined roles that together hold the permissions. Each step takes the role that holds most of what is
 * still missing, where unwanted power makes a role count for less; of several the narrowest. A role that later ones make
 * superfluous is dropped.
 */
export function coverByRoles(permissions: Iterable<string>): RoleCover {
  const wanted = new Set(permissions);
  const missing = new Set(wanted);
  const chosen: string[] = [];
  for (let next = bestRole(missing, wanted); next; next = bestRole(missing, wanted)) {
    chosen.push(next);
    takeFrom(missing, next);
  }
  const needed = chosen.filter((role) => {
    const others = chosen.filter((other) => other !== role);
    return heldBy(role, wanted).some((one) => !others.some((other) => ROLES[other]?.holds.includes(one)));
  });
  const open = new Set(wanted);
  const roles = new Map(needed.map((role) => [role, takeFrom(open, role)]));
  return { roles: new Map([...roles].sort(([a], [b]) => (a < b ? -1 : 1))), uncovered: [...open].sort() };
}

function bestRole(missing: ReadonlySet<string>, wanted: ReadonlySet<string>): string | undefined {
  const [best] = Object.entries(ROLES)
    .map(([role, { breadth, holds }]) => {
      const isPowerful = holds.some((permission) => POWER.test(permission) && !wanted.has(permission));
      return { role, breadth, gain: heldBy(role, missing).length / (isPowerful ? LAST_RESORT : 1) };
    })
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain || a.breadth - b.breadth || (a.role < b.role ? -1 : 1));
  return best?.role;
}

/** Removes a role's permissions from a set, and returns them. */
function takeFrom(permissions: Set<string>, role: string): string[] {
  const taken = heldBy(role, permissions);
  for (const permission of taken) {
    permissions.delete(permission);
  }
  return taken;
}

function heldBy(role: string, permissions: ReadonlySet<string>): string[] {
  return (ROLES[role]?.holds ?? []).filter((permission) => permissions.has(permission));
}
