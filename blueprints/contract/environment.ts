/** How far apart replicas run: in one zone, or across the zones of a region. */
export type Availability = "zonal" | "regional";

/** Where alerts are routed: nowhere, to a ticket queue, or to the person on call. */
export type AlertRouting = "none" | "ticket" | "page";

/**
 * What an environment means. Systems derive the settings of components from it; nothing else depends on an
 * environment's name. Fields are independent, so that a new kind of environment is a value: `{ ...ENVIRONMENTS.dev,
 * name: "preview", backupRetentionDays: 1 }`.
 *
 * @public
 */
export interface Environment {
  /** Name in stack files and stack names, such as `prod`: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Whether resources with data or identity refuse deletion: by Pulumi, by the provider and by the cloud. */
  readonly protect: boolean;
  /** How far apart clusters and databases run. */
  readonly availability: Availability;
  /** Replicas of each controller in a cluster, and of Prometheus. With 1, losing its node interrupts its work. */
  readonly controllerReplicas: 1 | 2;
  /** What the ingress pods are spread across: zones, strictly, or nodes, as far as possible. */
  readonly spread: "zones" | "nodes";
  /**
   * Who manages encryption keys. Customer-managed keys can never be deleted, nor their names reused, so disposable
   * environments use Google-managed keys.
   */
  readonly encryptionKeys: "customer" | "google";
  /** Whether nodes are spot machines, which the cloud may reclaim at any time, at about a third of the price. */
  readonly spot: boolean;
  /** Retention of metrics, in days. */
  readonly metricsRetentionDays: number;
  /** Retention of backups, in days. */
  readonly backupRetentionDays: number;
  /** Minimum log level of services. */
  readonly logLevel: "debug" | "info";
  /** Where alerts are routed. */
  readonly alertRouting: AlertRouting;
}

/** The environments of a program, by name. */
export type Environments = Readonly<Record<string, Environment>>;

/**
 * The default environments of programs. Sources: howlerops, production infrastructure (30 days of metrics, 7 days of
 * backups, log levels).
 */
export const ENVIRONMENTS = {
  dev: {
    name: "dev",
    protect: false,
    availability: "zonal",
    controllerReplicas: 1,
    spread: "nodes",
    encryptionKeys: "google",
    spot: true,
    metricsRetentionDays: 7,
    backupRetentionDays: 7,
    logLevel: "debug",
    alertRouting: "none",
  },
  staging: {
    name: "staging",
    protect: false,
    availability: "zonal",
    controllerReplicas: 1,
    spread: "nodes",
    encryptionKeys: "customer",
    spot: false,
    metricsRetentionDays: 15,
    backupRetentionDays: 7,
    logLevel: "info",
    alertRouting: "ticket",
  },
  prod: {
    name: "prod",
    protect: true,
    availability: "regional",
    controllerReplicas: 2,
    spread: "zones",
    encryptionKeys: "customer",
    spot: false,
    metricsRetentionDays: 30,
    backupRetentionDays: 7,
    logLevel: "info",
    alertRouting: "page",
  },
} as const satisfies Environments;
