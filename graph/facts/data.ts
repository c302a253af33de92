/** Facts of data stores: replicas, backups, access. @public */
export interface DataFacts {
  readonly engine?: EngineFact;
  /** Where data is written, and copied to for reading. */
  readonly replication?: ReplicationFact;
  /** Recovery after data loss. */
  readonly backups?: BackupsFact;
  /** A database that is dumped. */
  readonly dump?: { readonly source: string };
  /** Most connections that are accepted. */
  readonly connections?: { readonly max: number };
  /** Connections that each client keeps. */
  readonly pool?: PoolFact;
  /** Connections of many clients over few of a server. */
  readonly pooling?: PoolingFact;
  /** What is evicted first when memory is full, such as "allkeys-lru". */
  readonly evictionPolicy?: string;
  /** Who may read. */
  readonly access?: AccessFact;
  /** Such as "STANDARD". */
  readonly storageClass?: string;
  /** What remains of objects that are overwritten or deleted. */
  readonly objectRetention?: ObjectRetentionFact;
  /** Days that data is kept. */
  readonly retentionDays?: number;
  /** Size of the disk of each copy. */
  readonly diskGiB?: number;
}

export interface EngineFact {
  readonly name: "postgresql" | "libsql" | "redis";
  readonly version?: string;
  readonly machineType?: string;
  readonly memoryMiB?: number;
  readonly availability?: "zonal" | "regional";
  /** Absent for the cloud's own. */
  readonly operator?: "turso" | "cluster";
}

export interface ReplicationFact {
  /** Location that takes writes. */
  readonly primary: string;
  /** Copies for reading; the key is the system's own name of one. */
  readonly replicas: readonly { readonly key: string; readonly location: string }[];
  /** Seconds between two fetches of what was written. Absent: at once. */
  readonly syncIntervalSeconds?: number;
}

export interface BackupsFact {
  readonly everyHours?: number;
  /** Most minutes of changes that may be lost. */
  readonly lossMinutes?: number;
  readonly retentionDays?: number;
  /** How far back any moment can be restored; 0 not at all. */
  readonly pointInTimeDays?: number;
  /** Days during which a backup cannot be deleted. */
  readonly lockDays?: number;
  readonly location?: string;
  /** Namespaces that are in it; empty for all. */
  readonly namespaces?: readonly string[];
}

export interface PoolFact {
  readonly maxOpen: number;
  readonly maxIdle?: number;
  readonly idleTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
}

export interface PoolingFact {
  readonly server: string;
  readonly serverConnections: number;
  readonly clientConnections: number;
  readonly mode: "transaction" | "session";
}

export interface AccessFact {
  readonly network: "private" | "public";
  readonly tls: boolean;
  /** Authentication of clients. */
  readonly credential: "password" | "token" | "identity";
}

export interface ObjectRetentionFact {
  /** Whether what is overwritten stays as an older version. */
  readonly versions: boolean;
  /** Days that deleted objects can be brought back. */
  readonly deletedDays: number;
  /** Days during which an object cannot be deleted or replaced. */
  readonly immutableDays?: number;
  /** Whether that rule itself is permanent. */
  readonly locked?: boolean;
}
