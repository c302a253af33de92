/** How far apart the copies of something run: in one zone, or over the zones of a region. */
export type Availability = "zonal" | "regional";

/** Who hears of an alert: nobody, a ticket queue, or the person on call. */
export type AlertRouting = "none" | "ticket" | "page";

/**
 * What an environment means. Systems hand components the settings that follow from it; nothing else asks
 * for an environment's name.
 *
 * @public
 */
export interface Environment {
  readonly name: EnvironmentName;
  /** Whether what holds data or identity refuses deletion: by Pulumi, by the provider and by the cloud. */
  readonly protect: boolean;
  readonly availability: Availability;
  /**
   * Whether it is made and unmade often, so that it must leave nothing behind that the cloud never deletes, such
   * as encryption keys.
   */
  readonly disposable: boolean;
  /** Whether nodes may be taken back by the cloud at any time, at about a third of the price. */
  readonly spot: boolean;
  /** Days that metrics are kept. */
  readonly metricsRetentionDays: number;
  /** Days that backups are kept. */
  readonly backupRetentionDays: number;
  /** Lowest level that services log. */
  readonly logLevel: "debug" | "info";
  readonly alertRouting: AlertRouting;
}

export type EnvironmentName = "dev" | "staging" | "prod";

/** Sources: howlerops, production infrastructure (30 days of metrics, 7 days of backups, log levels). */
export const ENVIRONMENTS: Readonly<Record<EnvironmentName, Environment>> = {
  dev: {
    name: "dev",
    protect: false,
    availability: "zonal",
    disposable: true,
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
    disposable: false,
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
    disposable: false,
    spot: false,
    metricsRetentionDays: 30,
    backupRetentionDays: 7,
    logLevel: "info",
    alertRouting: "page",
  },
};
