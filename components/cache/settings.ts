import { argumentsOf } from "../core/arguments.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../core/google/project.ts";
import type { RedisCacheArgs } from "./args.ts";
import { EVICTION_POLICIES } from "./eviction.ts";

/** The plain arguments of a cache with their defaults filled in. */
export type CacheSettings = ReturnType<typeof cacheWithDefaults>;

/** Hours between snapshots that Memorystore offers. */
const SNAPSHOT_HOURS = [1, 6, 12, 24];

/** Minimum memory for which Memorystore's replicas serve reads, in MiB. Source: Memorystore, read replicas. */
const LEAST_WITH_READ_REPLICAS = 5 * 1024;

/** Validates the arguments and fills in defaults. @throws ArgumentError naming the invalid argument */
export function cacheWithDefaults(name: string, args: RedisCacheArgs) {
  const checks = argumentsOf("RedisCache", name, args);
  const { prefix, region, version = "7.2", memoryMiB = 1024, replicas = 1 } = args;
  const { evictionPolicy = "allkeys-lru", snapshotHours, maintenance = {}, protect = true } = args;
  const { day = "SUNDAY", hour = 4 } = maintenance;
  checks.matches("name", name, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.matches("prefix", prefix, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.whole("replicas", replicas, 0, 5, "0 loses the cache with its node");
  checks.that(
    Number.isInteger(memoryMiB / 1024) && memoryMiB >= 1024 && memoryMiB <= 300 * 1024,
    "memoryMiB",
    memoryMiB,
    "1024 to 307200 in steps of 1024",
  );
  checks.that(
    replicas <= 1 || memoryMiB >= LEAST_WITH_READ_REPLICAS,
    "replicas",
    replicas,
    `0 and 1 below ${LEAST_WITH_READ_REPLICAS} MiB (memoryMiB is ${memoryMiB})`,
  );
  checks.oneOf("evictionPolicy", evictionPolicy, EVICTION_POLICIES);
  checks.oneOf("snapshotHours", snapshotHours, SNAPSHOT_HOURS);
  checks.whole("maintenance.hour", hour, 0, 23, "UTC");
  return {
    prefix,
    project: args.project.id,
    namespaces: args.namespaces,
    region,
    version,
    memoryMiB,
    replicas,
    evictionPolicy,
    snapshotHours,
    maintenance: { day, hour },
    protect,
  };
}
