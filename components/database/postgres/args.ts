import type { Input } from "@pulumi/pulumi";
import type { PrivateServices } from "../../network/vpc/private-services.ts";
import type { CredentialArgs } from "../credentials.ts";
import type { PoolLimits } from "../pool.ts";
/** A read replica of a {@link PostgresDatabase}. */
export interface PostgresReplicaArgs {
  /** Default: the primary's region. */
  readonly region?: string;
  /**
   * Machine type of the primary's edition, at least as large as the primary's. Default: the primary's. To grow a database
   * with replicas, set the larger machine here first and update, then for the primary.
   */
  readonly tier?: string;
  /** Connection limit, at least the primary's. Default: the primary's, or the machine's. It is raised here first, too. */
  readonly maxConnections?: number;
}

/**
 * A replica that has become the primary. Cloud SQL does it in an operation of its own; the program then says what is
 * (runbook: Promote a replica).
 */
export interface PostgresPromotion {
  /** Key of the replica. It gets the primary's standby and backups, and serves as the primary endpoint. */
  readonly replica: string;
  /**
   * What the former primary is now: "independent" after a promotion, lost or left alone, or "replica" after a switchover,
   * following the new one. Default "independent".
   */
  readonly formerPrimary?: "independent" | "replica";
}

/** Arguments of a {@link PostgresDatabase}. */
export interface PostgresDatabaseArgs extends CredentialArgs {
  /** Region of the primary, such as `us-central1`. Changing it replaces the database. */
  readonly region: string;
  /** The range of managed services: the database's only address is in it. */
  readonly privateServices: PrivateServices;
  /**
   * Machine type, such as `db-custom-2-7680`; it determines the edition and the kind of disk. A change restarts the
   * instance; one between `db-c4a-…` and the others also changes the kind of disk, which Cloud SQL refuses.
   */
  readonly tier: string;
  /** Major version. Default "18", the newest. */
  readonly version?: "15" | "16" | "17" | "18";
  /** "regional" keeps a synchronous standby in another zone, at twice the price. Default "regional". */
  readonly availability?: "zonal" | "regional";
  /** Read replicas by key; adding or removing one does not affect the others. Default none. */
  readonly replicas?: Readonly<Record<string, PostgresReplicaArgs>>;
  /**
   * The replica that is the primary since a promotion or a switchover. Other replicas follow it; Cloud SQL redirects none
   * after a promotion, so they are removed first and come back under other keys. Users and databases stay with the former
   * primary's resources, as their data is replicated. Default none.
   */
  readonly promoted?: PostgresPromotion;
  /** Databases to create. Default `["app"]`. */
  readonly databases?: readonly string[];
  /** Users to create; the endpoints have the first one's credential. Default `["app"]`. */
  readonly users?: readonly string[];
  /** Limits of each pod's connection pool, published for its configuration. Default: not set. */
  readonly pool?: PoolLimits;
  /**
   * Maximum number of connecting pods, including a rollout's surge; `pool.maxOpen` times this must fit. Default: not
   * checked.
   */
  readonly clients?: number;
  /** Connection limit. Default: Cloud SQL's for a machine with this memory. */
  readonly maxConnections?: number;
  /** Threshold for logging slow statements, in ms. Default 500 (source: howlerops, warning alerts). */
  readonly slowQueryMs?: number;
  /** Additional database flags; they override those derived from other arguments. */
  readonly flags?: Readonly<Record<string, string>>;
  /** Retention of backups and window of point-in-time recovery. Default: 7 days each. */
  readonly backup?: {
    /** Retention of the daily backups, in days, 1 to 365. Default 7 (source: howlerops, data layer). */
    readonly retentionDays?: number;
    /** Window of point-in-time recovery, in days. Default: the retention of backups, up to the edition's maximum. */
    readonly pointInTimeRecoveryDays?: number;
    /** Time of day in UTC. Default "03:00". */
    readonly startTime?: string;
    /** Location of backups, such as `us`. Default: the multi-region nearest to the database. */
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
  /** Size of the disk, which grows automatically. Default: from 10 GiB up to 100 GiB. */
  readonly disk?: {
    /** Initial size, in GiB. Default 10; it grows automatically. */
    readonly initialGiB?: number;
    /** Maximum size of automatic growth, in GiB. Default 100; 0 for no limit. */
    readonly limitGiB?: number;
  };
  /** Id of a KMS key for data at rest. Default: Google-managed keys. Changing it replaces the database. */
  readonly encryptionKey?: Input<string>;
  /** Labels of the instances, such as system and environment; the provider's default labels do not apply to them. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether Pulumi, the provider and Cloud SQL each refuse deletion, and backups outlive it. Default true. */
  readonly protect?: boolean;
}
