import type { Database } from "@pulumi/gcp/sql/database.js";
import type { DatabaseInstance } from "@pulumi/gcp/sql/databaseInstance.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { Component } from "../core/component.ts";
import type { Endpoint } from "../core/link.ts";
import { optOuts, unprotected } from "../core/opt-outs.ts";
import type { SecretVault } from "../secrets/secret-vault.ts";
import { createCredentials } from "./credentials.ts";
import { describePool, type PoolLimits } from "./pool.ts";
import { createDatabase, createUser, type UserResources } from "./postgres/access.ts";
import type { PostgresDatabaseArgs } from "./postgres/args.ts";
import { accessOf, keptOf, type PostgresAccess } from "./postgres/endpoints.ts";
import { createPrimary, createReplica } from "./postgres/instance.ts";
import { type PostgresSettings, postgresWithDefaults } from "./postgres/settings.ts";

/** The children of a {@link PostgresDatabase}. */
export interface PostgresDatabaseResources {
  readonly primary: DatabaseInstance;
  readonly replicas: Readonly<Record<string, DatabaseInstance>>;
  readonly databases: Readonly<Record<string, Database>>;
  readonly users: Readonly<Record<string, UserResources>>;
  readonly credentials: SecretVault;
}

/**
 * A PostgreSQL database of Cloud SQL: a primary with a synchronous standby, and read replicas. It has a
 * private address only, speaks TLS only, is backed up daily with recovery to any second, and refuses deletion.
 *
 * @throws ArgumentError naming the argument that cannot work, before anything is registered
 */
export class PostgresDatabase extends Component implements PostgresAccess {
  /** Takes reads and writes, as the first user. */
  readonly primary: Endpoint;
  /** Take reads, a moment behind, by the keys of the argument; as the first user. */
  readonly replicas: Readonly<Record<string, Endpoint>>;
  /** The same endpoints for each user. */
  readonly access: Readonly<Record<string, PostgresAccess>>;
  /** Limits for the pools of those who connect. */
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
    const context = { settings, privateServices, encryptionKey, opts: child };
    const primary = createPrimary(`${name}-primary`, context);
    const replicas = Object.fromEntries(
      Object.keys(settings.replicas).map((key) => [
        key,
        createReplica(`${name}-replica-${key}`, key, primary, context),
      ]),
    );
    const within = { name, primary, epoch: rotation?.epoch, protect, opts: child };
    const created = Object.fromEntries(users.map((key) => [key, createUser(key, within)]));
    const credentials = createCredentials(
      name,
      args,
      keptOf({ primary, replicas, users: created }),
      protect,
      child,
    );
    this.resources = {
      primary,
      replicas,
      databases: Object.fromEntries(databases.map((key) => [key, createDatabase(key, within)])),
      users: created,
      credentials: credentials.vault,
    };
    const accessAs = (user: string) =>
      accessOf(name, user, { primary, replicas }, credentials, privateServices.peer, (role) =>
        this.endpointId(role),
      );
    const [first = "app"] = users;
    const own = accessAs(first);
    this.primary = own.primary;
    this.replicas = own.replicas;
    this.access = Object.fromEntries(users.map((user) => [user, accessAs(user)]));
    this.pool = settings.pool;
    this.maxConnections = settings.maxConnections;
    this.publish({
      summary: summarize(settings),
      endpoints: [own.primary, ...Object.values(own.replicas)],
      outputs: { pool: settings.pool, maxConnections: settings.maxConnections, databases, users },
    });
  }
}

function summarize(settings: PostgresSettings): Record<string, string> {
  const { version, tier, availability, replicas, backup, pool, protect } = settings;
  const count = Object.keys(replicas).length;
  return {
    engine: `PostgreSQL ${version} on ${tier.name}, ${availability}`,
    replicas: count === 0 ? "none" : Object.keys(replicas).join(" "),
    backups: `daily, ${backup.retentionDays} days · any second of the last ${backup.pointInTimeRecoveryDays} days`,
    connections: `${settings.maxConnections}${pool ? `, pool ${describePool(pool)}` : ""}`,
    access: "private address, TLS only",
    ...optOuts({ availability: availability === "zonal" && "one zone", protect: unprotected(protect) }),
  };
}
