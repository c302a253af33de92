import type { ArgumentChecks } from "../../core/arguments.ts";
import type { LibsqlSettings } from "../libsql/args.ts";
import type { TursoDriver } from "./args.ts";
import { LOCATION, LOCATION_RULE, type TursoTopology } from "./topology.ts";

/** Names at Turso. Source: Turso documentation, Platform API, create a database. */
const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;
const NAME_RULE = "1 to 32 lower-case letters, digits and hyphens";

/** Days that a token outlives its rotation, for a late rotation. */
const GRACE_DAYS = 30;

export function checkTurso(checks: ArgumentChecks, driver: TursoDriver, settings: LibsqlSettings): void {
  const { prefix, primary, replicas } = settings;
  checks.matches("driver.organization", driver.organization, NAME, NAME_RULE);
  checks.matches("driver.group", driver.group ?? prefix, NAME, NAME_RULE);
  checks.matches("driver.database", driver.database ?? prefix, NAME, NAME_RULE);
  for (const location of [primary, ...replicas]) {
    checks.matches(location === primary ? "primary" : "replicas key", location, LOCATION, LOCATION_RULE);
  }
}

/** A database at Turso: no resources but its declaration, and one host for reads and writes. */
export function createTurso(name: string, driver: TursoDriver, settings: LibsqlSettings, token: string) {
  const { prefix, primary, replicas, syncIntervalSeconds, backup, tokenDays, protect } = settings;
  const { organization, group = prefix, database = prefix } = driver;
  const { host = `${database}-${organization}.turso.io` } = driver;
  const topology: TursoTopology = {
    driver: "turso",
    organization,
    group,
    database,
    host,
    primary,
    replicas,
    syncIntervalSeconds,
    backup,
    deleteProtection: protect,
    token: { secret: token, lifetimeDays: tokenDays + GRACE_DAYS },
  };
  const peer = { kind: "host", hosts: [host] } as const;
  const endpoint = { name, host, port: 443, protocol: "libsql" as const, peer };
  // Turso itself routes each reader to the nearest replica.
  return { topology, endpoint, readEndpoint: undefined, nodes: undefined };
}
