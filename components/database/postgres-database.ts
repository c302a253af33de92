import type { Database } from "@pulumi/gcp/sql/database.js";
import type { DatabaseInstance } from "@pulumi/gcp/sql/databaseInstance.js";
import type { ComponentResourceOptions, Input } from "@pulumi/pulumi";
import { Component } from "../core/component.ts";
import type { Endpoint } from "../core/link.ts";
import { optOuts, unprotected } from "../core/opt-outs.ts";
import type { PrivateServices } from "../network/vpc/private-services.ts";
import type { SecretVault } from "../secrets/secret-vault.ts";
import { type CredentialArgs, keepCredentials } from "./credentials.ts";
import { describePool, type PoolLimits } from "./pool.ts";
import { createDatabase, createUser, type UserResources } from "./postgres/access.ts";
import { accessOf, keptOf, type PostgresAccess } from "./postgres/endpoints.ts";
import { createPrimary, createReplica } from "./postgres/instance.ts";
import { type PostgresSettings, postgresSettings } from "./postgres/settings.ts";

/** A read replica of a {@link PostgresDatabase}. */
export interface PostgresReplicaArgs {
  /** Default: the primary's region. */
  readonly region?: string;
  /** Machine type of the primary's edition that takes as many connections. Default: the primary's. */
  readonly tier?: string;
}

/** Arguments of a {@link PostgresDatabase}. */
export interface PostgresDatabaseArgs extends CredentialArgs {
  /** Region of the primary, such as `us-central1`. Changing it replaces the database. */
  readonly region: string;
  /** The range of managed services: the database has an address in it and none outside. */
  readonly privateServices: PrivateServices;
  /** Machine type, such as `db-custom-2-7680`; the edition follows from it. A change restarts the instance. */
  readonly tier: string;
  /** Major version. Default "18", the newest. */
  readonly version?: "15" | "16" | "17" | "18";
  /** "regional" keeps a synchronous standby in another zone, at twice the price. Default "regional". */
  readonly availability?: "zonal" | "regional";
  /** Read replicas by key; adding or removing one leaves the others alone. Default none. */
  readonly replicas?: Readonly<Record<string, PostgresReplicaArgs>>;
  /** Databases to create. Default `["app"]`. */
  readonly databases?: readonly string[];
  /** Users to create; the first one's credential goes with the endpoints. Default `["app"]`. */
  readonly users?: readonly string[];
  /** Limits of each pod's connection pool, published for its configuration. Default: not stated. */
  readonly pool?: PoolLimits;
  /** Most pods that connect at once, a rollout's surge included; `pool.maxOpen` times this must fit. Default: not checked. */
  readonly clients?: number;
  /** Connections accepted. Default: what Cloud SQL allows a machine of this memory. */
  readonly maxConnections?: number;
  /** Statements that take longer are logged, in ms. Default 500 (source: howlerops, warning alerts). */
  readonly slowQueryMs?: number;
  /** Further database flags; they win over those that follow from other arguments. */
  readonly flags?: Readonly<Record<string, string>>;
  /** How long backups are kept and how far back any second can be restored. Default: 7 days each. */
  readonly backup?: {
    /** Days that the daily backups are kept, 1 to 365. Default 7 (source: howlerops, data layer). */
    readonly retentionDays?: number;
    /** How far back any second can be restored, in days. Default: as far as backups, at most what the edition keeps. */
    readonly pointInTimeRecoveryDays?: number;
    /** Time of day in UTC. Default "03:00". */
    readonly startTime?: string;
    /** Where backups lie, such as `us`. Default: the multi-region nearest to the database. */
    readonly location?: string;
  };
  /** Hour in which Google may restart the instance. Default Sunday, 04:00 UTC, two weeks after notice. */
  readonly maintenance?: {
    /** 1 (Monday) to 7. */
    readonly day?: number;
    /** 0 to 23, UTC. */
    readonly hour?: number;
    /** "canary" one week after notice, "stable" two, "week5" five. */
    readonly track?: "canary" | "stable" | "week5";
  };
  /** Size of the disk, which grows by itself. Default: from 10 GiB up to 100 GiB. */
  readonly disk?: {
    /** Size at the start, in GiB. Default 10; it grows by itself. */
    readonly initialGiB?: number;
    /** Size that it does not grow beyond, in GiB. Default 100; 0 for no limit. */
    readonly limitGiB?: number;
  };
  /** Id of a KMS key for data at rest. Default: Google's own keys. Changing it replaces the database. */
  readonly encryptionKey?: Input<string>;
  /** Labels of the instances, such as system and environment; the provider's default labels do not reach them. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether Pulumi, the provider and Cloud SQL each refuse deletion, and backups outlive it. Default true. */
  readonly protect?: boolean;
}

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
 * @public
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
    const settings = postgresSettings(name, args);
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
    const credentials = keepCredentials(
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
      accessOf(name, user, { primary, replicas }, credentials, privateServices.peer);
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
