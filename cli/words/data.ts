import type { AccessFact, BackupsFact, EngineFact, ObjectRetentionFact, PoolFact } from "#graph/facts/data";
import { type Row, row, rows, type Words } from "./row.ts";

/** Data stores: replicas, backups, connections, access. */
export const DATA: readonly Row[] = [
  row("engine", "engine", engine),
  rows("replication", ({ primary, replicas, syncIntervalSeconds }, { engine }): Words[] => {
    if (syncIntervalSeconds === undefined) {
      return [["replicas", replicas.map(({ key }) => key).join(" ") || "none"]];
    }
    // Turso's locations are airports.
    const named = (location: string) => (engine?.operator === "turso" ? location.toUpperCase() : location);
    const copies = replicas.map(({ location }) => named(location)).join(" ");
    return [
      ["primary", named(primary)],
      ["replicas", copies ? `${copies}, every ${syncIntervalSeconds} s` : "none"],
    ];
  }),
  row(
    "replicas",
    "copies",
    ({ min }) => (min === 1 ? "one, lost with its node" : `primary and ${min - 1} in other zones`),
    { layer: "cache" },
  ),
  row("evictionPolicy", "when full", (policy) => policy),
  row("backups", "backups", backups),
  row("backups", "snapshots", ({ everyHours }) => `every ${everyHours} h`, { layer: "cache" }),
  rows("backups", clusterBackups, { layer: "backup" }),
  row(
    "dump",
    "dumps",
    ({ source }, { schedule }) =>
      [source, ...(schedule ? [schedule.cron === "0 * * * *" ? "every hour" : schedule.cron] : [])].join(
        ", ",
      ),
    { including: ["schedule"] },
  ),
  row(
    "connections",
    "connections",
    ({ max }, { pool }) => [`${max}`, ...(pool ? [`pool ${poolLimits(pool)}`] : [])].join(", "),
    { including: ["pool"] },
  ),
  row("pool", "pool", poolLimits),
  rows(
    "pooling",
    ({ server, serverConnections, clientConnections, mode }, { replicas }): Words[] => [
      ["server", `${serverConnections} connections to ${server}, ${mode} pooling`],
      ["clients", `${clientConnections} connections${replicas ? ` on ${replicas.max} pods` : ""}`],
    ],
    { including: ["replicas"] },
  ),
  row("access", "access", access),
  row("objectRetention", "kept", kept),
];

const ENGINES = { postgresql: "PostgreSQL", libsql: "libSQL", redis: "Redis" } as const;
const OPERATORS = { turso: "Turso", cluster: "the cluster" } as const;

/** `PostgreSQL 18 on db-custom-2-7680, regional`, `libSQL, run by Turso`, `Redis 7.2, 5 GiB`. */
function engine({ name, version, machineType, memoryMiB, availability, operator }: EngineFact): string {
  const product = [ENGINES[name], ...(version ? [version] : [])].join(" ");
  return [
    machineType ? `${product} on ${machineType}` : product,
    ...(memoryMiB === undefined ? [] : [`${memoryMiB / 1024} GiB`]),
    ...(availability ? [availability] : []),
    ...(operator ? [`run by ${OPERATORS[operator]}`] : []),
  ].join(", ");
}

function backups({ everyHours, retentionDays, pointInTimeDays = 0 }: BackupsFact): string {
  const often = everyHours === 24 ? "daily" : `every ${everyHours} h`;
  const history = pointInTimeDays > 0 ? [`point-in-time recovery ${pointInTimeDays} days`] : [];
  return [`${often} for ${retentionDays} days`, ...history].join(" · ");
}

function clusterBackups(fact: BackupsFact): Words[] {
  const { namespaces = [], lossMinutes, retentionDays, lockDays, location } = fact;
  return [
    ["scope", namespaces.join(", ") || "all namespaces with their volumes"],
    ["schedule", `at most ${lossMinutes} min lost, kept ${retentionDays} days in ${location}`],
    ["lock", lockDays ? `cannot be deleted for ${lockDays} days` : "none"],
  ];
}

/** `25 open, 10 idle`. */
function poolLimits({ maxOpen, maxIdle, idleTimeoutMs, connectTimeoutMs }: PoolFact): string {
  return [
    `${maxOpen} open`,
    ...(maxIdle === undefined ? [] : [`${maxIdle} idle`]),
    ...(idleTimeoutMs === undefined ? [] : [`idle ${idleTimeoutMs / 1000} s`]),
    ...(connectTimeoutMs === undefined ? [] : [`connect ${connectTimeoutMs / 1000} s`]),
  ].join(", ");
}

function access({ network, credential }: AccessFact): string {
  if (network === "public") {
    return credential === "identity" ? "named identities only, never public" : `by ${credential}, over TLS`;
  }
  return credential === "token" ? "private address, TLS and token" : "private address, TLS only";
}

function kept({ versions, deletedDays, immutableDays, locked }: ObjectRetentionFact): string {
  const parts = [
    ...(versions ? ["versions"] : []),
    ...(deletedDays > 0 ? [`deleted objects ${deletedDays} days`] : []),
    ...(immutableDays === undefined ? [] : [`everything ${immutableDays} days${locked ? ", locked" : ""}`]),
  ];
  return parts.join(" · ") || "nothing";
}
