import { type ArgumentChecks, argumentsOf } from "../../core/arguments.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../../core/google/project.ts";
import type { PoolLimits } from "../pool.ts";
import type { PostgresDatabaseArgs, PostgresReplicaArgs } from "./args.ts";
import { type PostgresTier, parseTier, RESERVED_CONNECTIONS, TIER_RULE } from "./tier.ts";

/** The plain arguments of a database with their defaults filled in. */
export type PostgresSettings = ReturnType<typeof postgresSettings>;

/** Checks the arguments and fills in what was left out. @throws ArgumentError naming what cannot work */
export function postgresSettings(name: string, args: PostgresDatabaseArgs) {
  const check = argumentsOf("PostgresDatabase", name);
  const { prefix, region, version = "18", availability = "regional", replicas = {} } = args;
  const { databases = ["app"], users = ["app"], slowQueryMs = 500, flags = {}, protect = true } = args;
  check.matches("name", name, RESOURCE_NAME, RESOURCE_NAME_RULE);
  check.matches("prefix", prefix, RESOURCE_NAME, RESOURCE_NAME_RULE);
  const tier = tierOf(check, "tier", args.tier);
  const maxConnections = args.maxConnections ?? tier.maxConnections;
  check.whole("maxConnections", args.maxConnections, 14, 262_143, "Cloud SQL's bounds of max_connections");
  check.whole("slowQueryMs", slowQueryMs, 0, 3_600_000, "0 logs every statement");
  checkNames(check, "databases", databases);
  checkNames(check, "users", users);
  // Keys of secrets are made of both.
  check.that(
    !Object.hasOwn(replicas, "primary"),
    "replicas key",
    "primary",
    "keys other than that of the primary itself",
  );
  checkPool(check, args.pool, args.clients, maxConnections, tier);
  for (const [key, replica] of Object.entries(replicas)) {
    checkReplica(check, key, replica, maxConnections, tier, args.maxConnections !== undefined);
  }
  return {
    prefix,
    project: args.project.id,
    namespaces: args.namespaces,
    rotation: args.rotation,
    region,
    version,
    tier,
    availability,
    replicas,
    databases,
    users,
    pool: args.pool,
    clients: args.clients,
    maxConnections,
    slowQueryMs,
    flags,
    backup: backupOf(check, args, tier),
    maintenance: maintenanceOf(check, args),
    disk: diskOf(check, args),
    labels: { "managed-by": "strata", ...args.labels },
    protect,
  };
}

function tierOf(check: ArgumentChecks, argument: string, name: string): PostgresTier {
  const tier = parseTier(name);
  check.that(tier !== undefined, argument, name, TIER_RULE);
  return tier ?? { ...EMPTY_TIER, name };
}

/** Stands in behind a check that has thrown. */
const EMPTY_TIER: PostgresTier = {
  name: "",
  edition: "ENTERPRISE",
  vcpus: 0,
  memoryMiB: 0,
  longestLogRetentionDays: 7,
  serviceLevel: undefined,
  maxConnections: 0,
};

/** PostgreSQL takes more, but ids of secrets are made of these names and hold neither `_` nor many letters. */
function checkNames(check: ArgumentChecks, argument: string, names: readonly string[]): void {
  check.that(names.length > 0, argument, names, "lists with at least one name");
  check.that(new Set(names).size === names.length, argument, names, "names, all different");
  for (const name of names) {
    check.matches(argument, name, /^[a-z][a-z0-9-]{0,39}$/, "lower-case names of up to 40 characters");
  }
}

/** All pods together may not ask for more connections than there are, or the last ones to start fail. */
function checkPool(
  check: ArgumentChecks,
  pool: PoolLimits | undefined,
  clients: number | undefined,
  maxConnections: number,
  tier: PostgresTier,
): void {
  check.whole("pool.maxOpen", pool?.maxOpen, 1, 1000, "connections per pod");
  check.whole("pool.maxIdle", pool?.maxIdle, 0, pool?.maxOpen ?? 1000, "no more than pool.maxOpen");
  check.whole("clients", clients, 1, 10_000, "pods at once");
  const free = maxConnections - RESERVED_CONNECTIONS;
  const asked = (pool?.maxOpen ?? 0) * (clients ?? 0);
  check.that(
    asked <= free,
    "clients × pool.maxOpen",
    asked,
    `up to ${free} (${tier.name} takes ${maxConnections} connections, ${RESERVED_CONNECTIONS} of them reserved): ` +
      "a smaller pool, a larger tier, or a pooler",
  );
}

/** A standby stops when it accepts fewer connections than its primary. Source: PostgreSQL, hot standby. */
function checkReplica(
  check: ArgumentChecks,
  key: string,
  replica: PostgresReplicaArgs,
  maxConnections: number,
  primary: PostgresTier,
  flagged: boolean,
): void {
  check.matches("replicas key", key, RESOURCE_NAME, RESOURCE_NAME_RULE);
  if (replica.tier === undefined) {
    return;
  }
  const tier = tierOf(check, `replicas["${key}"].tier`, replica.tier);
  check.that(
    tier.edition === primary.edition,
    `replicas["${key}"].tier`,
    tier.name,
    `machines of the primary's edition (${primary.name} is ${primary.edition})`,
  );
  check.that(
    flagged || tier.maxConnections >= maxConnections,
    `replicas["${key}"].tier`,
    tier.name,
    `machines that take ${maxConnections} connections or more, as the primary does; this one takes ${tier.maxConnections}`,
  );
}

function backupOf(check: ArgumentChecks, { backup = {} }: PostgresDatabaseArgs, tier: PostgresTier) {
  const { retentionDays = 7, startTime = "03:00", location } = backup;
  const { pointInTimeRecoveryDays = Math.min(retentionDays, tier.longestLogRetentionDays) } = backup;
  check.whole("backup.retentionDays", retentionDays, 1, 365, "one backup a day");
  check.matches("backup.startTime", startTime, /^([01]\d|2[0-3]):[0-5]\d$/, "times of day in UTC, HH:MM");
  check.whole(
    "backup.pointInTimeRecoveryDays",
    pointInTimeRecoveryDays,
    1,
    tier.longestLogRetentionDays,
    `what ${tier.edition} keeps`,
  );
  // Logs are replayed onto a backup, so they reach no further back than the oldest one.
  check.that(
    pointInTimeRecoveryDays <= retentionDays,
    "backup.pointInTimeRecoveryDays",
    pointInTimeRecoveryDays,
    `1 to ${retentionDays}, the days that backups are kept`,
  );
  return {
    retentionDays,
    startTime,
    pointInTimeRecoveryDays,
    ...(location === undefined ? {} : { location }),
  };
}

function maintenanceOf(check: ArgumentChecks, { maintenance = {} }: PostgresDatabaseArgs) {
  const { day = 7, hour = 4, track = "stable" } = maintenance;
  check.whole("maintenance.day", day, 1, 7, "Monday to Sunday");
  check.whole("maintenance.hour", hour, 0, 23, "UTC");
  return { day, hour, track };
}

function diskOf(check: ArgumentChecks, { disk = {} }: PostgresDatabaseArgs) {
  const { initialGiB = 10, limitGiB = 100 } = disk;
  check.whole("disk.initialGiB", initialGiB, 10, 65_536);
  check.whole("disk.limitGiB", limitGiB, 0, 65_536, "0 for no limit");
  check.that(
    limitGiB === 0 || limitGiB >= initialGiB,
    "disk.limitGiB",
    limitGiB,
    `${initialGiB} (disk.initialGiB) or more, or 0 for no limit`,
  );
  return { initialGiB, limitGiB };
}
