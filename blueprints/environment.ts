/** How far apart the copies of something run: in one zone, or over the zones of a region. */
export type Availability = "zonal" | "regional";

/** Who hears of an alert: nobody, a ticket queue, or the person on call. */
export type AlertRouting = "none" | "ticket" | "page";

/**
 * What an environment means. Systems hand components the settings that follow from it; nothing else decides by
 * an environment's name. Each field is set by itself, so that an environment of another meaning is a value:
 * `{ ...ENVIRONMENTS.dev, name: "preview", backupRetentionDays: 1 }`.
 */
export interface Environment {
  /** Name in stack files and stack names, such as `prod`: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Whether what holds data or identity refuses deletion: by Pulumi, by the provider and by the cloud. */
  readonly protect: boolean;
  /** How far apart clusters and databases run. */
  readonly availability: Availability;
  /** Copies of each controller in a cluster, and of Prometheus: 1 interrupts its work whenever its node goes. */
  readonly controllerReplicas: 1 | 2;
  /** What the pods of the ingress are spread over: zones, strictly, or nodes, as far as possible. */
  readonly spread: "zones" | "nodes";
  /**
   * Who manages encryption keys. Customer-managed keys can never be deleted, nor their names used again, so that
   * environments that come and go leave them to Google.
   */
  readonly encryptionKeys: "customer" | "google";
  /** Whether nodes may be taken back by the cloud at any time, at about a third of the price. */
  readonly spot: boolean;
  /** Days that metrics are kept. */
  readonly metricsRetentionDays: number;
  /** Days that backups are kept. */
  readonly backupRetentionDays: number;
  /** Lowest level that services log. */
  readonly logLevel: "debug" | "info";
  /** Who hears of alerts. */
  readonly alertRouting: AlertRouting;
}

/** The environments of a program, by name. */
export type Environments = Readonly<Record<string, Environment>>;

/**
 * The environments that programs have unless they say otherwise. Sources: howlerops, production infrastructure (30
 * days of metrics, 7 days of backups, log levels).
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
