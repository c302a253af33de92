import type { SystemContext } from "#blueprints/contract/context";
import type { Foundation } from "#blueprints/foundation";
import type { Platform } from "#blueprints/platform";
import { RedisCache } from "#components/cache/redis-cache";
import { PostgresDatabase } from "#components/database/postgres-database";
import { Bucket } from "#components/storage/bucket";
import type { NextjsSettings } from "./settings.ts";

/** Data stores shared by the servers of nextjs. */
export interface NextjsData {
  readonly cache: RedisCache;
  readonly database: PostgresDatabase;
  readonly uploads: Bucket;
}

/** Location of the data, and the workloads that use it. */
export interface DataPlace {
  readonly foundation: Foundation;
  readonly platform: Platform;
  readonly namespace: string;
}

/**
 * A Redis cache, a Postgres primary with read replicas, and a bucket for user uploads. Source: nextjs, Redis caching
 * and database scaling.
 */
export function createData(
  settings: NextjsSettings,
  { foundation, platform, namespace }: DataPlace,
  { environment, stack, system }: SystemContext,
): NextjsData {
  const { app } = settings;
  const { protect, availability } = environment;
  const { inCloud, project } = platform;
  const { region } = platform.region;
  const credentials = { prefix: stack, project, namespaces: [namespace] };
  const services = { region, privateServices: foundation.privateServices(), protect };
  const cache = new RedisCache(
    "cache",
    {
      ...credentials,
      ...services,
      memoryMiB: settings.cache.memoryGiB * 1024,
      replicas: settings.cache.replicas,
      // It holds queued jobs beside rebuildable data: only keys with an expiry are evicted.
      evictionPolicy: "volatile-lru",
      snapshotHours: 1,
    },
    inCloud,
  );
  const database = new PostgresDatabase(
    "database",
    {
      ...credentials,
      ...services,
      rotation: { epoch: settings.rotationEpoch },
      tier: settings.database.tier,
      labels: { system, environment: environment.name },
      availability,
      replicas: settings.database.replicas,
      pool: { maxOpen: 20, idleTimeoutMs: 30_000, connectTimeoutMs: 2000 },
      // A rollout runs one more of each.
      clients: app.scaling.maxReplicas + settings.worker.replicas + 2,
      backup: { retentionDays: environment.backupRetentionDays },
    },
    inCloud,
  );
  const uploads = new Bucket(
    "uploads",
    { location: region, protect, writers: { app: platform.cluster.identity(namespace, "app") } },
    inCloud,
  );
  return { cache, database, uploads };
}
