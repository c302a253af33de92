import { Instance } from "@pulumi/gcp/redis/instance.js";
import type { ComponentResourceOptions, CustomResourceOptions } from "@pulumi/pulumi";
import type { FactInputs } from "#graph/facts";
import { Component } from "../core/component.ts";
import type { Endpoint } from "../core/link.ts";
import { optOut, optOuts } from "../core/opt-outs.ts";
import { mapOutput } from "../core/outputs.ts";
import { createCredentials, storedValue } from "../database/credentials.ts";
import type { SecretVault } from "../secrets/secret-vault.ts";
import type { RedisCacheArgs } from "./args.ts";
import { type CacheSettings, cacheWithDefaults } from "./settings.ts";

export type { RedisCacheArgs } from "./args.ts";
export type { EvictionPolicy } from "./eviction.ts";

/** The children of a {@link RedisCache}. */
export interface RedisCacheResources {
  readonly instance: Instance;
  readonly credentials: SecretVault;
}

/** Memorystore uses a separate port for TLS. Source: Memorystore for Redis, in-transit encryption. */
const TLS_PORT = 6378;

/**
 * A Redis-compatible cache shared by all servers of a system. A standby takes over when its node or zone fails; it is
 * reached over TLS with a token, from inside the network only.
 *
 * A change between no replica and one replaces the cache and empties it.
 *
 * @public
 * @throws ArgumentError naming the invalid argument, before anything is registered
 */
export class RedisCache extends Component {
  /** Serves reads and writes. */
  readonly endpoint: Endpoint;
  /** Serves reads from the replicas, slightly behind; undefined with fewer than two replicas. */
  readonly readEndpoint: Endpoint | undefined;
  readonly resources: RedisCacheResources;

  constructor(name: string, args: RedisCacheArgs, opts?: ComponentResourceOptions) {
    const settings = cacheWithDefaults(name, args);
    super("cache", "RedisCache", name, settings, opts);

    const child = { parent: this };
    const { protect, replicas } = settings;
    const instance = createInstance(name, settings, args, child);
    // Two during a handover.
    const authorities = mapOutput(instance.serverCaCerts, (all) => all.map(({ cert }) => cert).join("\n"));
    // Memorystore generates the token; a new one requires disabling and re-enabling authentication.
    const lasting = { token: storedValue(instance.authString), ca: storedValue(authorities) };
    const credentials = createCredentials(name, args, { lasting, protect }, child);
    this.resources = { instance, credentials: credentials.vault };

    const common = {
      port: TLS_PORT,
      protocol: "redis",
      peer: args.privateServices.peer,
      credential: credentials.credential({ token: "token", "ca.pem": "ca" }),
    } as const;
    this.endpoint = { id: this.endpointId("primary"), name, host: instance.host, ...common };
    this.readEndpoint =
      replicas > 1
        ? { id: this.endpointId("replicas"), name: `${name}-read`, host: instance.readEndpoint, ...common }
        : undefined;
    this.publish({
      facts: factsOf(settings),
      endpoints: [this.endpoint, ...(this.readEndpoint ? [this.readEndpoint] : [])],
    });
  }
}

function createInstance(
  name: string,
  settings: CacheSettings,
  { privateServices, encryptionKey }: RedisCacheArgs,
  opts: CustomResourceOptions,
): Instance {
  const { region, version, memoryMiB, replicas, evictionPolicy, snapshotHours, maintenance, protect } =
    settings;
  return new Instance(
    name,
    {
      region,
      tier: replicas === 0 ? "BASIC" : "STANDARD_HA",
      memorySizeGb: memoryMiB / 1024,
      replicaCount: replicas,
      ...(replicas > 1 ? { readReplicasMode: "READ_REPLICAS_ENABLED", secondaryIpRange: "auto" } : {}),
      redisVersion: `REDIS_${version.replace(".", "_").toUpperCase()}`,
      redisConfigs: { "maxmemory-policy": evictionPolicy },
      authEnabled: true,
      transitEncryptionMode: "SERVER_AUTHENTICATION",
      connectMode: "PRIVATE_SERVICE_ACCESS",
      authorizedNetwork: privateServices.network,
      reservedIpRange: privateServices.rangeName,
      ...(encryptionKey === undefined ? {} : { customerManagedKey: encryptionKey }),
      persistenceConfig:
        snapshotHours === undefined
          ? { persistenceMode: "DISABLED" }
          : { persistenceMode: "RDB", rdbSnapshotPeriod: SNAPSHOT_PERIODS[snapshotHours] },
      maintenancePolicy: {
        weeklyMaintenanceWindows: [
          { day: maintenance.day, startTime: { hours: maintenance.hour, minutes: 0, seconds: 0, nanos: 0 } },
        ],
      },
      labels: { "managed-by": "strata" },
      deletionProtection: protect,
      deletionPolicy: protect ? "PREVENT" : "DELETE",
    },
    {
      ...opts,
      protect,
      dependsOn: [privateServices.connection],
      customTimeouts: { create: "40m", update: "40m", delete: "40m" },
    },
  );
}

const SNAPSHOT_PERIODS = {
  1: "ONE_HOUR",
  6: "SIX_HOURS",
  12: "TWELVE_HOURS",
  24: "TWENTY_FOUR_HOURS",
} as const;

function factsOf(settings: CacheSettings): FactInputs {
  const { version, memoryMiB, replicas, evictionPolicy, snapshotHours, protect } = settings;
  return {
    engine: { name: "redis", version, memoryMiB },
    replicas: { min: replicas + 1, max: replicas + 1 },
    evictionPolicy,
    ...(snapshotHours === undefined ? {} : { backups: { everyHours: snapshotHours } }),
    access: { network: "private", tls: true, credential: "token" },
    ...optOuts({
      replicas: replicas === 0 && { value: 0, default: 1 },
      protect: optOut(protect, true),
    }),
  };
}
