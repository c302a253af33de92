import { type Case, testWords } from "./support.ts";

const CASES: readonly Case[] = [
  [
    "strata:database:PostgresDatabase",
    {
      engine: {
        name: "postgresql",
        version: "18",
        machineType: "db-custom-2-7680",
        availability: "regional",
      },
      replication: { primary: "us-central1", replicas: [{ key: "a", location: "us-central1" }] },
      backups: { everyHours: 24, retentionDays: 7, pointInTimeDays: 7 },
      connections: { max: 400 },
      pool: { maxOpen: 20, idleTimeoutMs: 30_000, connectTimeoutMs: 2000 },
      access: { network: "private", tls: true, credential: "password" },
    },
    [
      ["engine", "PostgreSQL 18 on db-custom-2-7680, regional"],
      ["replicas", "a"],
      ["backups", "daily for 7 days · point-in-time recovery 7 days"],
      ["connections", "400, pool 20 open, idle 30 s, connect 2 s"],
      ["access", "private address, TLS only"],
    ],
  ],
  [
    "strata:database:PostgresDatabase",
    { replication: { primary: "us-central1", replicas: [] }, connections: { max: 100 } },
    [
      ["replicas", "none"],
      ["connections", "100"],
    ],
  ],
  [
    "strata:database:LibsqlDatabase",
    {
      engine: { name: "libsql", operator: "turso" },
      replication: {
        primary: "ord",
        replicas: [
          { key: "iad", location: "iad" },
          { key: "sjc", location: "sjc" },
        ],
        syncIntervalSeconds: 5,
      },
      backups: { everyHours: 1, retentionDays: 7, pointInTimeDays: 0 },
      pool: { maxOpen: 25, maxIdle: 10 },
    },
    [
      ["engine", "libSQL, run by Turso"],
      ["primary", "ORD"],
      ["replicas", "IAD SJC, every 5 s"],
      ["backups", "every 1 h for 7 days"],
      ["pool", "25 open, 10 idle"],
    ],
  ],
  [
    "strata:database:LibsqlDatabase",
    {
      engine: { name: "libsql", operator: "cluster" },
      replication: { primary: "zone-a", replicas: [], syncIntervalSeconds: 5 },
    },
    [
      ["engine", "libSQL, run by the cluster"],
      ["primary", "zone-a"],
      ["replicas", "none"],
    ],
  ],
  [
    "strata:cache:RedisCache",
    {
      engine: { name: "redis", version: "7.2", memoryMiB: 5120 },
      replicas: { min: 2, max: 2 },
      evictionPolicy: "allkeys-lru",
      backups: { everyHours: 6 },
      access: { network: "private", tls: true, credential: "token" },
    },
    [
      ["engine", "Redis 7.2, 5 GiB"],
      ["copies", "primary and 1 in other zones"],
      ["when full", "allkeys-lru"],
      ["snapshots", "every 6 h"],
      ["access", "private address, TLS and token"],
    ],
  ],
  ["strata:cache:RedisCache", { replicas: { min: 1, max: 1 } }, [["copies", "one, lost with its node"]]],
  [
    "strata:database:ConnectionPooler",
    {
      pooling: { server: "database", serverConnections: 90, clientConnections: 2000, mode: "transaction" },
      replicas: { min: 2, max: 2 },
    },
    [
      ["server", "90 connections to database, transaction pooling"],
      ["clients", "2000 connections on 2 pods"],
    ],
  ],
  [
    "strata:storage:Bucket",
    {
      location: { name: "us-central1" },
      storageClass: "STANDARD",
      access: { network: "public", tls: true, credential: "identity" },
      objectRetention: { versions: true, deletedDays: 7, immutableDays: 30, locked: true },
    },
    [
      ["place", "us-central1, standard"],
      ["access", "named identities only, never public"],
      ["kept", "versions · deleted objects 7 days · everything 30 days, locked"],
    ],
  ],
  ["strata:storage:Bucket", { objectRetention: { versions: false, deletedDays: 0 } }, [["kept", "nothing"]]],
  [
    "strata:backup:ClusterBackup",
    { backups: { namespaces: [], lossMinutes: 60, retentionDays: 7, lockDays: 7, location: "us-east1" } },
    [
      ["scope", "all namespaces with their volumes"],
      ["schedule", "at most 60 min lost, kept 7 days in us-east1"],
      ["lock", "cannot be deleted for 7 days"],
    ],
  ],
  [
    "strata:backup:ClusterBackup",
    { backups: { namespaces: ["a", "b"], lossMinutes: 60, retentionDays: 7, lockDays: 0, location: "us" } },
    [
      ["scope", "a, b"],
      ["schedule", "at most 60 min lost, kept 7 days in us"],
      ["lock", "none"],
    ],
  ],
  [
    "strata:backup:DatabaseDump",
    { dump: { source: "database" }, schedule: { cron: "0 * * * *", timeZone: "Etc/UTC", suspended: false } },
    [["dumps", "database, every hour"]],
  ],
  [
    "strata:backup:DatabaseDump",
    { dump: { source: "database" }, schedule: { cron: "0 3 * * *", timeZone: "Etc/UTC", suspended: false } },
    [["dumps", "database, 0 3 * * *"]],
  ],
];

describe("cli/words/data", () => {
  testWords(CASES);
});
