import type { CredentialArgs } from "../credentials.ts";
import type { PoolLimits } from "../pool.ts";
import type { SqldDriver } from "../sqld/args.ts";
import type { TursoDriver } from "../turso/args.ts";

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

/** The plain arguments of a libSQL database with their defaults filled in. */
export interface LibsqlSettings {
  readonly prefix: string;
  readonly namespaces: readonly string[];
  readonly primary: string;
  readonly replicas: readonly string[];
  readonly syncIntervalSeconds: number;
  readonly backup: {
    readonly intervalHours: number;
    readonly retentionDays: number;
    readonly pointInTimeRecoveryDays: number;
  };
  readonly pool: { readonly maxOpen: number; readonly maxIdle?: number };
  /** Days between two tokens. */
  readonly tokenDays: number;
  readonly protect: boolean;
}
