import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { Component } from "../core/component.ts";
import type { Endpoint } from "../core/link.ts";
import { optOuts, unprotected } from "../core/opt-outs.ts";
import type { SecretVault } from "../secrets/secret-vault.ts";
import { createCredentials } from "./credentials.ts";
import type { LibsqlDatabaseArgs, LibsqlSettings } from "./libsql/args.ts";
import { libsqlWithDefaults } from "./libsql/settings.ts";
import { describePool, type PoolLimits } from "./pool.ts";
import type { SqldResources } from "./sqld/driver.ts";
import { createSqld } from "./sqld/driver.ts";
import { createTurso } from "./turso/driver.ts";

/**
 * A libSQL database with a primary and copies near the readers.
 *
 * With the `turso` driver the stack declares the topology and keeps the token, and the command in `turso/`
 * brings Turso to it (see docs/runbooks/turso.md). With the `sqld` driver the cluster runs the database, for
 * one region.
 *
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
    const settings = libsqlWithDefaults(name, args);
    const { driver } = args;
    super("database", "LibsqlDatabase", name, { ...settings, driver }, opts);

    const child = { parent: this };
    // Made outside: by Turso's API, or with the private key that only its owner has.
    const rotated = { token: { kind: "external" } as const };
    const credentials = createCredentials(name, args, { rotated }, settings.protect, child);
    const credential = credentials.credential({ token: "token" });
    const { endpoint, readEndpoint, topology, nodes } =
      driver.kind === "turso"
        ? createTurso(name, driver, settings, credentials.vault.idOf("token"))
        : createSqld(name, driver, settings, child);
    this.endpoint = { ...endpoint, id: this.endpointId("primary"), credential };
    this.readEndpoint = readEndpoint && { ...readEndpoint, id: this.endpointId("replicas"), credential };
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
