import { postgresDatabase, postgresUser } from "#models/google/sql-names";
import type { Grammar } from "#models/grammar/grammar";
import { type ArgumentChecks, argumentsOf } from "../../core/arguments.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../../core/google/project.ts";
import type { PostgresDatabaseArgs, PostgresReplicaArgs } from "./args.ts";
import { type PostgresTier, parseTier, RESERVED_CONNECTIONS, TIER_RULE } from "./tier.ts";

/** The plain arguments of a database with their defaults filled in. */
export type PostgresSettings = ReturnType<typeof postgresWithDefaults>;

/** Validates the arguments and fills in defaults. @throws ArgumentError naming the invalid argument */
export function postgresWithDefaults(name: string, args: PostgresDatabaseArgs) {
  const checks = argumentsOf("PostgresDatabase", name, args);
  const { prefix, region, version = "18", availability = "regional", replicas = {} } = args;
  const { databases = ["app"], users = ["app"], slowQueryMs = 500, flags = {}, protect = true } = args;
  checks.matches("name", name, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.matches("prefix", prefix, RESOURCE_NAME, RESOURCE_NAME_RULE);
  const tier = tierOf(checks, "tier", args.tier);
  checks.whole("maxConnections", args.maxConnections, 14, 262_143, "Cloud SQL's bounds of max_connections");
  const connections = connectionsOf(checks, args, tier);
  const { maxConnections } = connections;
  checks.whole("slowQueryMs", slowQueryMs, 0, 3_600_000, "0 logs every statement");
  checkNames(checks, "databases", databases, postgresDatabase);
  checkNames(checks, "users", users, postgresUser);
  // Keys of secrets consist of both.
  checks.that(
    !Object.hasOwn(replicas, "primary"),
    "replicas key",
    "primary",
    "keys other than that of the primary itself",
  );
  const limits = { tier, ...connections };
  checkPool(checks, args, limits);
  for (const [key, replica] of Object.entries(replicas)) {
    checkReplica(checks, key, replica, limits);
  }
  checks.oneOf("promoted.replica", args.promoted?.replica, Object.keys(replicas));
  checks.oneOf("promoted.formerPrimary", args.promoted?.formerPrimary, ["independent", "replica"]);
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
    promoted: args.promoted,
    databases,
    users,
    pool: args.pool,
    clients: args.clients,
    maxConnections,
    slowQueryMs,
    flags,
    backup: backupOf(checks, args, tier),
    maintenance: maintenanceOf(checks, args),
    disk: diskOf(checks, args),
    labels: { "managed-by": "strata", ...args.labels },
    protect,
  };
}

function tierOf(checks: ArgumentChecks, argument: string, name: string): PostgresTier {
  const tier = parseTier(name);
  checks.that(tier !== undefined, argument, name, TIER_RULE);
  return tier ?? { ...EMPTY_TIER, name };
}

/** Unreachable: the check has already thrown. */
const EMPTY_TIER: PostgresTier = {
  name: "",
  edition: "ENTERPRISE",
  vcpus: 0,
  memoryMiB: 0,
  diskType: "PD_SSD",
  longestLogRetentionDays: 7,
  serviceLevel: undefined,
  maxConnections: 0,
};

/** PostgreSQL accepts more, but ids of secrets are derived from these names and allow neither `_` nor long names. */
function checkNames(
  checks: ArgumentChecks,
  argument: string,
  names: readonly string[],
  grammar: Grammar,
): void {
  checks.that(names.length > 0, argument, names, "lists with at least one name");
  checks.distinct(argument, names, "names, all different");
  for (const name of names) {
    checks.valid(argument, name, grammar);
  }
}

/** Connection limit of a primary. */
interface PrimaryLimits {
  readonly tier: PostgresTier;
  /** The limit in force, whether by an argument, a flag or the machine. */
  readonly maxConnections: number;
  /** Connections that only administrators may use. */
  readonly reserved: number;
}

/** The connections in force: flags override what other arguments and the machine would set. */
function connectionsOf(
  checks: ArgumentChecks,
  { maxConnections, flags = {} }: PostgresDatabaseArgs,
  tier: PostgresTier,
): Omit<PrimaryLimits, "tier"> {
  const flag = flags["max_connections"];
  const at = "flags.max_connections";
  checks.matches(at, flag, /^\d+$/, "whole numbers from 14 to 262143, as text");
  const flagged = flag === undefined ? undefined : Number(flag);
  checks.whole(at, flagged, 14, 262_143, "Cloud SQL's bounds of max_connections");
  checks.that(
    flagged === undefined || maxConnections === undefined || flagged === maxConnections,
    at,
    flag,
    `none beside maxConnections, which is ${maxConnections}`,
  );
  const { superuser_reserved_connections: superuser, reserved_connections: others } = flags;
  checks.matches("flags.superuser_reserved_connections", superuser, /^\d+$/, "whole numbers, as text");
  checks.matches("flags.reserved_connections", others, /^\d+$/, "whole numbers, as text");
  return {
    maxConnections: flagged ?? maxConnections ?? tier.maxConnections,
    reserved: Number(superuser ?? RESERVED_CONNECTIONS) + Number(others ?? 0),
  };
}

/** All pods together must not open more connections than the limit; otherwise the last ones to start fail. */
function checkPool(
  checks: ArgumentChecks,
  { pool, clients }: Pick<PostgresDatabaseArgs, "pool" | "clients">,
  { tier, maxConnections, reserved }: PrimaryLimits,
): void {
  checks.whole("pool.maxOpen", pool?.maxOpen, 1, 1000, "connections per pod");
  checks.whole("pool.maxIdle", pool?.maxIdle, 0, pool?.maxOpen ?? 1000, "no more than pool.maxOpen");
  checks.whole("clients", clients, 1, 10_000, "pods at once");
  const free = maxConnections - reserved;
  const asked = (pool?.maxOpen ?? 0) * (clients ?? 0);
  checks.that(
    asked <= free,
    "clients × pool.maxOpen",
    asked,
    `up to ${free} (${tier.name} takes ${maxConnections} connections, ${reserved} of them reserved): ` +
      "a smaller pool, a larger tier, or a pooler",
  );
}

/**
 * Cloud SQL refuses a primary that is larger than a replica (source: terraform-google-sql-db #210). A standby stops if it
 * accepts fewer connections than its primary (source: PostgreSQL, hot standby).
 */
function checkReplica(
  checks: ArgumentChecks,
  key: string,
  replica: PostgresReplicaArgs,
  { tier: primary, maxConnections }: PrimaryLimits,
): void {
  checks.matches("replicas key", key, RESOURCE_NAME, RESOURCE_NAME_RULE);
  const at = `replicas["${key}"]`;
  const tier = replica.tier === undefined ? primary : tierOf(checks, `${at}.tier`, replica.tier);
  checks.that(
    tier.edition === primary.edition,
    `${at}.tier`,
    tier.name,
    `machines of the primary's edition (${primary.name} is ${primary.edition})`,
  );
  checks.that(
    tier.diskType === primary.diskType,
    `${at}.tier`,
    tier.name,
    `machines with the primary's disks (${primary.name} has ${primary.diskType})`,
  );
  checks.that(
    tier.vcpus >= primary.vcpus && tier.memoryMiB >= primary.memoryMiB,
    `${at}.tier`,
    tier.name,
    `machines as large as the primary's ${primary.name}${REPLICAS_FIRST}`,
  );
  checks.that(
    replica.maxConnections === undefined || replica.maxConnections >= maxConnections,
    `${at}.maxConnections`,
    replica.maxConnections,
    `${maxConnections} or more, as the primary takes${REPLICAS_FIRST}`,
  );
}

const REPLICAS_FIRST =
  ": set the larger value for every replica first and run pulumi up, then for the primary";

function backupOf(checks: ArgumentChecks, { backup = {} }: PostgresDatabaseArgs, tier: PostgresTier) {
  const { retentionDays = 7, startTime = "03:00", location } = backup;
  const { pointInTimeRecoveryDays = Math.min(retentionDays, tier.longestLogRetentionDays) } = backup;
  checks.whole("backup.retentionDays", retentionDays, 1, 365, "one backup a day");
  checks.matches("backup.startTime", startTime, /^([01]\d|2[0-3]):[0-5]\d$/, "times of day in UTC, HH:MM");
  checks.whole(
    "backup.pointInTimeRecoveryDays",
    pointInTimeRecoveryDays,
    1,
    tier.longestLogRetentionDays,
    `what ${tier.edition} keeps`,
  );
  // Logs are replayed onto a backup, so recovery reaches no further back than the oldest backup.
  checks.that(
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

function maintenanceOf(checks: ArgumentChecks, { maintenance = {} }: PostgresDatabaseArgs) {
  const { day = 7, hour = 4, track = "stable" } = maintenance;
  checks.whole("maintenance.day", day, 1, 7, "Monday to Sunday");
  checks.whole("maintenance.hour", hour, 0, 23, "UTC");
  return { day, hour, track };
}

function diskOf(checks: ArgumentChecks, { disk = {} }: PostgresDatabaseArgs) {
  const { initialGiB = 10, limitGiB = 100 } = disk;
  checks.whole("disk.initialGiB", initialGiB, 10, 65_536);
  checks.whole("disk.limitGiB", limitGiB, 0, 65_536, "0 for no limit");
  checks.that(
    limitGiB === 0 || limitGiB >= initialGiB,
    "disk.limitGiB",
    limitGiB,
    `${initialGiB} (disk.initialGiB) or more, or 0 for no limit`,
  );
  return { initialGiB, limitGiB };
}
