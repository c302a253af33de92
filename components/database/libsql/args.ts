import type { CredentialArgs } from "../credentials.ts";
import type { PoolLimits } from "../pool.ts";
import type { SqldDriver } from "../sqld/args.ts";
import type { TursoDriver } from "../turso/args.ts";

/** A read replica of a {@link LibsqlDatabase}. It has no settings yet. */
export type LibsqlReplicaArgs = Readonly<Record<never, never>>;

/** Arguments of a {@link LibsqlDatabase}. */
export interface LibsqlDatabaseArgs extends CredentialArgs {
  /** How it is hosted: by Turso, or by the cluster itself. */
  readonly driver: TursoDriver | SqldDriver;
  /**
   * Location of the primary: a Turso location such as `ord`, or a zone of the cluster. Immutable once it contains data.
   */
  readonly primary: string;
  /** Read replicas by location; adding or removing one does not affect the others. Default none. */
  readonly replicas?: Readonly<Record<string, LibsqlReplicaArgs>>;
  /** Sync interval of the replicas, in s. Default 5 (source: howlerops, data layer). */
  readonly syncIntervalSeconds?: number;
  /** Backups made by the host, published for alerts and recovery. */
  readonly backup?: {
    /** Hours between backups. Default 1 (source: howlerops, data layer). */
    readonly intervalHours?: number;
    /** Default 7 (source: howlerops, data layer). */
    readonly retentionDays?: number;
    /** Point-in-time recovery window, in days; 0 for none. Default 7 (source: howlerops, data layer). */
    readonly pointInTimeRecoveryDays?: number;
  };
  /** Limits of each pod's connection pool, published for its configuration. Default 25 open, 10 idle (source: howlerops, data layer). */
  readonly pool?: PoolLimits;
  /** Whether Pulumi and the host refuse deletion. Default true. */
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
  /** Rotation period of the token, in days. */
  readonly tokenDays: number;
  readonly protect: boolean;
}
