import type { TursoTopology } from "./topology.ts";

/** Turso's current state of a topology. */
export interface TursoState {
  /** Undefined if there is no such group. */
  readonly group: { readonly primary: string; readonly locations: readonly string[] } | undefined;
  /** Undefined if there is no such database. */
  readonly database:
    | { readonly group: string; readonly host: string; readonly deleteProtection: boolean }
    | undefined;
}

/** A request that brings Turso closer to the declaration. */
export interface TursoStep {
  /** Description for reviewing the list before it is applied. */
  readonly does: string;
  readonly method: "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A difference that no request can resolve without moving data. */
export class TopologyConflict extends Error {
  constructor(message: string) {
    super(message);
    this.name = "TopologyConflict";
  }
}

/**
 * The requests from the current state to the declared one, in order; none if both match, so that a run can be repeated.
 * A database is never deleted; a replica in a location that is no longer declared is.
 *
 * @throws TopologyConflict when the group's primary, the database's group or its host differ: those are immutable, and
 *   changing them means moving data, which must be planned
 */
export function stepsTowards(topology: TursoTopology, { group, database }: TursoState): TursoStep[] {
  const organization = `/v1/organizations/${topology.organization}`;
  const groups = `${organization}/groups`;
  const databases = `${organization}/databases`;
  const steps: TursoStep[] = [];
  if (group && group.primary !== topology.primary) {
    throw new TopologyConflict(
      `group ${topology.group} has its primary in ${group.primary}, declared is ${topology.primary}`,
    );
  }
  if (!group) {
    steps.push({
      does: `create group ${topology.group} with its primary in ${topology.primary}`,
      method: "POST",
      path: groups,
      body: { name: topology.group, location: topology.primary },
    });
  }
  const present = group?.locations ?? [topology.primary];
  const declared = [topology.primary, ...topology.replicas];
  for (const location of declared.filter((each) => !present.includes(each))) {
    steps.push({
      does: `add a copy in ${location}`,
      method: "POST",
      path: `${groups}/${topology.group}/locations/${location}`,
    });
  }
  steps.push(...databaseSteps(topology, database, databases));
  // Deletions are last: the old replicas serve until the new ones do.
  for (const location of present.filter((each) => !declared.includes(each))) {
    steps.push({
      does: `remove the copy in ${location}`,
      method: "DELETE",
      path: `${groups}/${topology.group}/locations/${location}`,
    });
  }
  return steps;
}

function databaseSteps(
  topology: TursoTopology,
  database: TursoState["database"],
  databases: string,
): TursoStep[] {
  const { database: name, group, host, deleteProtection } = topology;
  if (database && database.group !== group) {
    throw new TopologyConflict(`database ${name} is in group ${database.group}, declared is ${group}`);
  }
  if (database && database.host !== host) {
    throw new TopologyConflict(`database ${name} answers at ${database.host}, declared is ${host}`);
  }
  const steps: TursoStep[] = [];
  if (!database) {
    steps.push({
      does: `create database ${name} in group ${group}`,
      method: "POST",
      path: databases,
      body: { name, group },
    });
  }
  if ((database?.deleteProtection ?? false) !== deleteProtection) {
    steps.push({
      does: `turn ${deleteProtection ? "on" : "off"} the delete protection of ${name}`,
      method: "PATCH",
      path: `${databases}/${name}/configuration`,
      body: { delete_protection: deleteProtection },
    });
  }
  return steps;
}
