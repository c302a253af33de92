import type { TopologyLink } from "#graph/topology";
import type { PolicyContext } from "../context.ts";
import { Property } from "../property.ts";
import { stackRule } from "../rule.ts";

const DATABASE = "strata:database:PostgresDatabase";
const POOLER = "strata:database:ConnectionPooler";

export const databaseConnections = stackRule<string>({
  id: "capacity-database-connections",
  title: "All callers of a database together stay within its connections",
  severity: "high",
  appliesTo: [DATABASE],
  fix: "make the pools smaller, allow fewer pods, choose a larger tier, or put a ConnectionPooler between",
  why: "The pods that an autoscaler adds last cannot connect, exactly when the load is highest.",
  each: (database, stack) => stack.index(endpointsOf).get(database.urn) ?? [],
  *check(endpoint, stack, database) {
    const published = database.published();
    const limit = published.at("outputs.maxConnections").number();
    const pool = published.at("outputs.pool.maxOpen").number();
    if (limit === undefined) {
      return;
    }
    const callers = (stack.index(linksTo).get(endpoint) ?? []).flatMap((link) => callerOf(link, pool, stack));
    const asked = callers.reduce((sum, { connections }) => sum + connections, 0);
    const free = limit - RESERVED;
    if (asked > free) {
      const shares = callers.map(({ label, connections }) => `${label} ${connections}`).join(", ");
      yield {
        path: "outputs.maxConnections",
        message: `its callers open up to ${asked} connections (${shares}), and it takes ${limit}, ${RESERVED} of them reserved`,
      };
    }
  },
});

/** Source: PostgreSQL, superuser_reserved_connections. */
const RESERVED = 3;

function endpointsOf({ topology }: PolicyContext): ReadonlyMap<string, readonly string[]> {
  const owned = [...topology.endpoints.values()].filter(({ owner }) => owner?.type === DATABASE);
  const byOwner = Map.groupBy(owned, ({ owner }) => owner?.urn ?? "");
  return new Map([...byOwner].map(([urn, endpoints]) => [urn, endpoints.map(({ id }) => id)]));
}

function linksTo({ topology }: PolicyContext): ReadonlyMap<string, readonly TopologyLink[]> {
  return Map.groupBy(topology.links, ({ to }) => to.id);
}

/** The connections of a caller at its maximum, while a rollout runs one pod more. */
function callerOf({ from }: TopologyLink, pool: number | undefined, stack: PolicyContext) {
  const caller = stack.byUrn(from.urn);
  const pooler = [caller, stack.byUrn(caller?.parent)].find((each) => each?.type === POOLER);
  if (pooler) {
    return [{ label: pooler.name, connections: pooler.at("serverConnections").number() ?? 0 }];
  }
  const pods = new Property("", from.published).at("facts.replicas.max");
  return pool === undefined || !caller
    ? []
    : [{ label: caller.name, connections: ((pods.number() ?? 0) + 1) * pool }];
}
