import type { Graph, Node } from "#graph/model";
import {
  ABOVE_PROJECT,
  ANY_GOOGLE,
  CLUSTER_CONNECTION,
  GOOGLE_TYPES,
  type GooglePermissions,
  STATE_ACCESS,
  STATE_SECRETS,
} from "#models/access/google";
import { coverByRoles } from "#models/access/google-roles";
import { type Derived, kindsOf } from "./derived.ts";

/** Roles that an update of a project's resources needs. */
export interface ProjectAccess {
  /** Id of the project; undefined if only the deployment knows it. */
  readonly project: string | undefined;
  /** Roles of the first update, which lays the project's foundation too. */
  readonly first: readonly RoleAccess[];
  /** Roles of later updates that change nothing of the foundation. */
  readonly later: readonly RoleAccess[];
  /** Roles above the project. */
  readonly above: readonly string[];
  /** Permissions that no role of the tables holds. */
  readonly uncovered: readonly string[];
}

/** A role, and what it is for. */
export interface RoleAccess {
  readonly role: string;
  /** Permissions for which it is listed. */
  readonly permissions: readonly string[];
  /** Kinds of resources that need it, such as `Network`. */
  readonly for: readonly string[];
}

/** Who needs permissions: a resource, or the program itself. */
interface Need {
  readonly permissions: readonly string[];
  readonly node?: Node;
  readonly label?: string;
}

const EVERY = "every update";
const CLUSTER = "gcp:container/cluster:Cluster";
const KEY = "gcp:kms/cryptoKey:CryptoKey";

/** Roles by project. */
export function projectAccess(nodes: readonly Node[], graph: Graph): Derived<ProjectAccess[]> {
  const providers = new Map(graph.nodes.map((node) => [node.urn, node]));
  const known = nodes.filter(({ type }) => GOOGLE_TYPES[type] ?? ABOVE_PROJECT[type]);
  const byProject = Map.groupBy(known, (node) => projectOf(node, providers.get(node.provider ?? "")));
  return {
    rights: [...byProject].map(([project, members]) => rolesOf(project, members)),
    unknown: nodes.filter((node) => !known.includes(node)).map((node) => ({ type: node.type, node })),
  };
}

function projectOf({ inputs, type }: Node, provider: Node | undefined): string | undefined {
  const { project = provider?.inputs["project"], projectId } = inputs;
  const found = type in ABOVE_PROJECT ? projectId : project;
  return typeof found === "string" ? found : undefined;
}

function rolesOf(project: string | undefined, members: readonly Node[]): ProjectAccess {
  const shared: Need[] = [
    { label: EVERY, permissions: ANY_GOOGLE.read },
    ...(members.some(({ type }) => type === CLUSTER)
      ? [{ label: "objects in the cluster", permissions: CLUSTER_CONNECTION.read }]
      : []),
  ];
  const encrypted = members.some(({ type }) => type === KEY);
  const state = {
    label: "the state",
    permissions: [...all(STATE_ACCESS), ...(encrypted ? all(STATE_SECRETS) : [])],
  };
  const first = cover([...shared, ...members.map((node) => needOf(node, node.read === undefined))]);
  const later = cover([...shared, state, ...members.map((node) => needOf(node, isChangedLater(node)))]);
  return {
    project,
    first: first.roles,
    later: later.roles,
    above: members.flatMap(({ type }) => ABOVE_PROJECT[type] ?? []),
    uncovered: [...new Set([...first.uncovered, ...later.uncovered])],
  };
}

function isChangedLater({ type, read }: Node): boolean {
  return read === undefined && GOOGLE_TYPES[type]?.foundation === undefined;
}

function needOf(node: Node, writes: boolean): Need {
  const permissions = GOOGLE_TYPES[node.type];
  return { node, permissions: permissions ? (writes ? all(permissions) : permissions.read) : [] };
}

function all({ read, write }: GooglePermissions): string[] {
  return [...read, ...write];
}

function cover(needs: readonly Need[]): { roles: RoleAccess[]; uncovered: readonly string[] } {
  const { roles, uncovered } = coverByRoles(needs.flatMap(({ permissions }) => permissions));
  return {
    uncovered,
    roles: [...roles].map(([role, permissions]) => {
      const users = needs.filter((need) => need.permissions.some((one) => permissions.includes(one)));
      return {
        role,
        permissions,
        for: usersOf(users),
      };
    }),
  };
}

/** Kinds of resources and what else needs a role; what every update needs only where nothing else does. */
function usersOf(needs: readonly Need[]): string[] {
  const labels = needs.flatMap(({ label }) => label ?? []);
  const special = [
    ...kindsOf(needs.flatMap(({ node }) => node ?? [])),
    ...labels.filter((one) => one !== EVERY),
  ];
  return special.length > 0 ? special : labels;
}
