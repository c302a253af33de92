import type { ComponentResourceOptions } from "@pulumi/pulumi";
import type { FactInputs } from "#graph/facts";
import { Component } from "../core/component.ts";
import type { Endpoint } from "../core/link.ts";
import { optOut, optOuts } from "../core/opt-outs.ts";
import type { SecretVault } from "../secrets/secret-vault.ts";
import { createCredentials } from "./credentials.ts";
import type { LibsqlDatabaseArgs, LibsqlSettings } from "./libsql/args.ts";
import { libsqlWithDefaults } from "./libsql/settings.ts";
import type { PoolLimits } from "./pool.ts";
import type { SqldResources } from "./sqld/driver.ts";
import { createSqld } from "./sqld/driver.ts";
import { createTurso } from "./turso/driver.ts";

export type { CredentialArgs } from "./credentials.ts";
export type { LibsqlDatabaseArgs, LibsqlReplicaArgs } from "./libsql/args.ts";
export type { SqldDriver } from "./sqld/args.ts";
export type { SqldResources } from "./sqld/driver.ts";
export type { NodeResources } from "./sqld/node.ts";
export type { ServiceResources } from "./sqld/service.ts";
export type { TursoDriver } from "./turso/args.ts";

/**
 * A libSQL database with a primary and replicas near the readers. With the `turso` driver the stack declares the
 * topology and stores the token, and the command in `turso/` makes Turso match it (see docs/runbooks/turso.md). With
 * the `sqld` driver the cluster runs the database, in one region.
 *
 * @public
 * @throws ArgumentError naming the invalid argument, before anything is registered
 */
export class LibsqlDatabase extends Component {
  /** Serves reads and writes. */
  readonly endpoint: Endpoint;
  /** Serves reads from the replicas; undefined if the endpoint itself leads to the nearest one, or there is none. */
  readonly readEndpoint: Endpoint | undefined;
  /** Limits for the clients' connection pools. */
  readonly pool: PoolLimits;
  readonly resources: { readonly credentials: SecretVault; readonly sqld: SqldResources | undefined };

  constructor(name: string, args: LibsqlDatabaseArgs, opts?: ComponentResourceOptions) {
    const settings = libsqlWithDefaults(name, args);
    const { driver } = args;
    super("database", "LibsqlDatabase", name, { ...settings, driver }, opts);

    const child = { parent: this };
    // Generated externally: by Turso's API, or with the owner's private key.
    const rotated = { token: { kind: "external" } as const };
    const credentials = createCredentials(name, args, { rotated, protect: settings.protect }, child);
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
      facts: factsOf(settings, driver),
      endpoints: [this.endpoint, ...(this.readEndpoint ? [this.readEndpoint] : [])],
      outputs: { topology, pool: settings.pool },
    });
  }
}

function factsOf(settings: LibsqlSettings, driver: LibsqlDatabaseArgs["driver"]): FactInputs {
  const { primary, replicas, syncIntervalSeconds, backup, pool, protect } = settings;
  return {
    engine: { name: "libsql", operator: driver.kind === "turso" ? "turso" : "cluster" },
    replication: {
      primary,
      replicas: replicas.map((location) => ({ key: location, location })),
      syncIntervalSeconds,
    },
    backups: {
      everyHours: backup.intervalHours,
      retentionDays: backup.retentionDays,
      pointInTimeDays: backup.pointInTimeRecoveryDays,
    },
    pool,
    ...optOuts({ protect: optOut(protect, true) }),
  };
}
