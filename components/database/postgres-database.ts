import type { Database } from "@pulumi/gcp/sql/database.js";
import type { DatabaseInstance } from "@pulumi/gcp/sql/databaseInstance.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import type { FactInputs } from "#graph/facts";
import { Component } from "../core/component.ts";
import type { Endpoint } from "../core/link.ts";
import { optOut, optOuts } from "../core/opt-outs.ts";
import type { SecretVault } from "../secrets/secret-vault.ts";
import { createCredentials } from "./credentials.ts";
import type { PoolLimits } from "./pool.ts";
import { createDatabase, createUser, type UserResources } from "./postgres/access.ts";
import type { PostgresDatabaseArgs } from "./postgres/args.ts";
import { accessOf, keptOf, type PostgresAccess } from "./postgres/endpoints.ts";
import { createInstances } from "./postgres/instances.ts";
import { type PostgresSettings, postgresWithDefaults } from "./postgres/settings.ts";

export type { UserResources } from "./postgres/access.ts";
export type { PostgresDatabaseArgs, PostgresPromotion, PostgresReplicaArgs } from "./postgres/args.ts";
export type { PostgresAccess } from "./postgres/endpoints.ts";

/** The children of a {@link PostgresDatabase}. */
export interface PostgresDatabaseResources {
  readonly primary: DatabaseInstance;
  readonly replicas: Readonly<Record<string, DatabaseInstance>>;
  readonly databases: Readonly<Record<string, Database>>;
  readonly users: Readonly<Record<string, UserResources>>;
  readonly credentials: SecretVault;
}

/**
 * A PostgreSQL database of Cloud SQL: a primary with a synchronous standby, and read replicas. It has only a private
 * address, requires TLS, has daily backups and point-in-time recovery, and refuses deletion.
 *
 * @public
 * @throws ArgumentError naming the invalid argument, before anything is registered
 */
export class PostgresDatabase extends Component implements PostgresAccess {
  /** Serves reads and writes, as the first user. */
  readonly primary: Endpoint;
  /** Serve reads, slightly behind, by the keys of the argument; as the first user. */
  readonly replicas: Readonly<Record<string, Endpoint>>;
  /** The same endpoints for each user. */
  readonly access: Readonly<Record<string, PostgresAccess>>;
  /** Limits for the clients' connection pools. */
  readonly pool: PoolLimits | undefined;
  /** Connections that the primary and each replica accept. */
  readonly maxConnections: number;
  readonly resources: PostgresDatabaseResources;

  constructor(name: string, args: PostgresDatabaseArgs, opts?: ComponentResourceOptions) {
    const settings = postgresWithDefaults(name, args);
    super("database", "PostgresDatabase", name, settings, opts);

    const child = { parent: this };
    const { protect, users, databases, rotation } = settings;
    const { privateServices, encryptionKey } = args;
    const context = { settings, privateServices, encryptionKey };
    const { primary, replicas, serving } = createInstances(name, context, child);
    const within = { primary, epoch: rotation?.epoch, protect };
    const created = Object.fromEntries(users.map((key) => [key, createUser(name, key, within, child)]));
    const kept = { ...keptOf({ primary, replicas, users: created }), protect };
    const credentials = createCredentials(name, args, kept, child);
    this.resources = {
      primary,
      replicas,
      databases: Object.fromEntries(databases.map((key) => [key, createDatabase(name, key, within, child)])),
      users: created,
      credentials: credentials.vault,
    };
    const source = { primary, replicas, serving, credentials, peer: privateServices.peer };
    const idOf = (role: string) => this.endpointId(role);
    const accessAs = (user: string) => accessOf(name, user, { ...source, idOf });
    const [first = "app"] = users;
    const own = accessAs(first);
    this.primary = own.primary;
    this.replicas = own.replicas;
    this.access = Object.fromEntries(users.map((user) => [user, accessAs(user)]));
    this.pool = settings.pool;
    this.maxConnections = settings.maxConnections;
    this.publish({
      facts: factsOf(settings),
      endpoints: [own.primary, ...Object.values(own.replicas)],
      outputs: { pool: settings.pool, maxConnections: settings.maxConnections, databases, users },
    });
  }
}

function factsOf(settings: PostgresSettings): FactInputs {
  const { region, version, tier, availability, replicas, promoted } = settings;
  const { backup, pool, maxConnections, protect } = settings;
  return {
    engine: { name: "postgresql", version, machineType: tier.name, availability },
    replication: {
      primary: (promoted && replicas[promoted.replica]?.region) ?? region,
      replicas: Object.entries(replicas)
        .filter(([key]) => key !== promoted?.replica)
        .map(([key, at]) => ({ key, location: at.region ?? region })),
    },
    backups: {
      everyHours: 24,
      retentionDays: backup.retentionDays,
      pointInTimeDays: backup.pointInTimeRecoveryDays,
    },
    connections: { max: maxConnections },
    pool,
    access: { network: "private", tls: true, credential: "password" },
    ...optOuts({ availability: optOut(availability, "regional"), protect: optOut(protect, true) }),
  };
}
