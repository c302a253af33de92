import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { Component } from "../core/component.ts";
import type { Endpoint } from "../core/link.ts";
import { optOuts, unprotected } from "../core/opt-outs.ts";
import type { SecretVault } from "../secrets/secret-vault.ts";
import { type CredentialArgs, keepCredentials } from "./credentials.ts";
import { type LibsqlSettings, libsqlSettings } from "./libsql-settings.ts";
import { describePool, type PoolLimits } from "./pool.ts";
import { createSqld, type SqldDriver, type SqldResources } from "./sqld/driver.ts";
import { createTurso, type TursoDriver } from "./turso/driver.ts";

/** A copy of a {@link LibsqlDatabase} that answers reads. It has no settings of its own yet. */
export type LibsqlReplicaArgs = Readonly<Record<never, never>>;

/** Arguments of a {@link LibsqlDatabase}. */
export interface LibsqlDatabaseArgs extends CredentialArgs {
  /** Who runs it: Turso, or the cluster itself. */
  readonly driver: TursoDriver | SqldDriver;
  /** Where writes go: a Turso location such as `ord`, or a zone of the cluster. Fixed once data is there. */
  readonly primary: string;
  /** Copies for reads, by location; adding or removing one leaves the others alone. Default none. */
  readonly replicas?: Readonly<Record<string, LibsqlReplicaArgs>>;
  /** How often copies are brought up to date, in s. Default 5 (source: howlerops, data layer). */
  readonly syncIntervalSeconds?: number;
  /** What is kept, published for alerts and recovery; who runs the database does it. */
  readonly backup?: {
    /** Hours between backups. Default 1 (source: howlerops, data layer). */
    readonly intervalHours?: number;
    /** Default 7 (source: howlerops, data layer). */
    readonly retentionDays?: number;
    /** How far back any moment can be restored, in days; 0 for not at all. Default 7 (source: howlerops, data layer). */
    readonly pointInTimeRecoveryDays?: number;
  };
  /** Limits of each pod's connection pool, published for its configuration. Default 25 open, 10 idle (source: howlerops, data layer). */
  readonly pool?: PoolLimits;
  /** Whether Pulumi and whoever runs the database refuse deletion. Default true. */
  readonly protect?: boolean;
}

/**
 * A libSQL database with a primary and copies near the readers.
 *
 * With the `turso` driver the stack declares the topology and keeps the token, and the command in `turso/`
 * brings Turso to it (see docs/runbooks/turso.md). With the `sqld` driver the cluster runs the database, for
 * one region.
 *
 * @public
 * @throws ArgumentError naming the argument that cannot work, before anything is registered
 */
export class LibsqlDatabase extends Component {
  /** Takes reads and writes. */
  readonly endpoint: Endpoint;
  /** Takes reads from the copies; undefined where the endpoint itself leads to the nearest one, or there is none. */
  readonly readEndpoint: Endpoint | undefined;
  /** Limits for the pools of those who connect. */
  readonly pool: PoolLimits;
  readonly resources: { readonly credentials: SecretVault; readonly sqld: SqldResources | undefined };

  constructor(name: string, args: LibsqlDatabaseArgs, opts?: ComponentResourceOptions) {
    const settings = libsqlSettings(name, args);
    const { driver } = args;
    super("database", "LibsqlDatabase", name, { ...settings, driver }, opts);

    const child = { parent: this };
    // Made outside: by Turso's API, or with the private key that only its owner has.
    const rotated = { token: { kind: "external" } as const };
    const credentials = keepCredentials(name, args, { rotated }, settings.protect, child);
    const credential = credentials.credential({ token: "token" });
    const { endpoint, readEndpoint, topology, nodes } =
      driver.kind === "turso"
        ? createTurso(name, driver, settings, credentials.vault.idOf("token"))
        : createSqld(name, driver, settings, child);
    this.endpoint = { ...endpoint, credential };
    this.readEndpoint = readEndpoint && { ...readEndpoint, credential };
    this.pool = settings.pool;
    this.resources = { credentials: credentials.vault, sqld: nodes };
    this.publish({
      summary: summarize(settings, driver),
      endpoints: [this.endpoint, ...(this.readEndpoint ? [this.readEndpoint] : [])],
      outputs: { topology, pool: settings.pool },
    });
  }
}

function summarize(settings: LibsqlSettings, driver: LibsqlDatabaseArgs["driver"]): Record<string, string> {
  const { primary, replicas, syncIntervalSeconds, backup, pool, protect } = settings;
  const named = (location: string) => (driver.kind === "turso" ? location.toUpperCase() : location);
  const copies = replicas.map(named).join(" ") || "none";
  return {
    engine: `libSQL, run by ${driver.kind === "turso" ? "Turso" : "the cluster"}`,
    primary: named(primary),
    replicas: replicas.length > 0 ? `${copies}, every ${syncIntervalSeconds} s` : copies,
    backups:
      `every ${backup.intervalHours} h for ${backup.retentionDays} days` +
      (backup.pointInTimeRecoveryDays > 0
        ? ` · any moment of the last ${backup.pointInTimeRecoveryDays} days`
        : ""),
    pool: describePool(pool),
    ...optOuts({ protect: unprotected(protect) }),
  };
}
