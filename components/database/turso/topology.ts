/**
 * What a Turso database is declared to be: plain data that a stack publishes and {@link reconcile} brings
 * about. Turso has no Pulumi provider for its Platform API here, so the stack declares and a command does.
 */
export interface TursoTopology {
  readonly driver: "turso";
  readonly organization: string;
  /** Group of databases that share locations. */
  readonly group: string;
  readonly database: string;
  /** Host that clients dial; Turso leads each to the nearest copy for reads and to the primary for writes. */
  readonly host: string;
  /** Location that takes writes. */
  readonly primary: string;
  /** Locations of the copies. */
  readonly replicas: readonly string[];
  /** How often clients' and copies' data is brought up to date, in s. */
  readonly syncIntervalSeconds: number;
  readonly backup: TursoBackup;
  /** Whether Turso refuses to delete the database. */
  readonly deleteProtection: boolean;
  readonly token: {
    /** Id in Secret Manager of the secret that holds the clients' token. */
    readonly secret: string;
    /** Days that a token holds: a month more than its rotation, so that the old one outlives a late change. */
    readonly lifetimeDays: number;
  };
}

/** What Turso does by itself on the plan that the group is on; stated for alerts and recovery, not settable. */
export interface TursoBackup {
  readonly intervalHours: number;
  readonly retentionDays: number;
  readonly pointInTimeRecoveryDays: number;
}

/** Location codes: three letters of an airport, or a region of the AWS generation such as `aws-us-east-1`. */
export const LOCATION = /^([a-z]{3}|aws-[a-z]+-[a-z]+-\d)$/;
export const LOCATION_RULE = "Turso locations, such as ord or aws-us-east-1";
