/**
 * The declaration of a Turso database: plain data that a stack publishes and {@link reconcile} applies. There is no
 * maintained Pulumi provider for Turso's Platform API, so the stack declares it and a command applies it.
 */
export interface TursoTopology {
  readonly driver: "turso";
  readonly organization: string;
  /** Group of databases that share locations. */
  readonly group: string;
  readonly database: string;
  /** Host that clients dial; Turso routes each to the nearest replica for reads and to the primary for writes. */
  readonly host: string;
  /** Location of the primary. */
  readonly primary: string;
  /** Locations of the replicas. */
  readonly replicas: readonly string[];
  /** Sync interval of clients and replicas, in s. */
  readonly syncIntervalSeconds: number;
  readonly backup: TursoBackup;
  /** Whether Turso refuses to delete the database. */
  readonly deleteProtection: boolean;
  readonly token: {
    /** Id of the Secret Manager secret with the clients' token. */
    readonly secret: string;
    /**
     * Validity of a token, in days: a month longer than its rotation period, so that the old one outlives a late
     * rotation.
     */
    readonly lifetimeDays: number;
  };
}

/** What Turso does on the group's plan; published for alerts and recovery, not configurable. */
export interface TursoBackup {
  readonly intervalHours: number;
  readonly retentionDays: number;
  readonly pointInTimeRecoveryDays: number;
}

/** Location codes: three letters of an airport, or a region of the AWS generation such as `aws-us-east-1`. */
export const LOCATION = /^([a-z]{3}|aws-[a-z]+-[a-z]+-\d)$/;
export const LOCATION_RULE = "Turso locations, such as ord or aws-us-east-1";
