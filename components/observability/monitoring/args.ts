import type { Placement } from "../../core/kubernetes/placement.ts";
import type { AlertRouting } from "./alertmanager.ts";

/** Arguments of {@link Monitoring}. */
export interface MonitoringArgs {
  /** Namespace that exists already; the exporter of nodes needs the "privileged" Pod Security Standard in it. */
  readonly namespace: string;
  /** System that the objects are part of. */
  readonly partOf: string;
  /** Days that metrics are kept. Default 30 (source: howlerops, monitoring). */
  readonly retentionDays?: number;
  /** Copies of Prometheus, 1 or 2; with two there are three of Alertmanager. Default 2. */
  readonly replicas?: number;
  /** Disk of each Prometheus, in GiB; when it is nearly full the oldest metrics go before their time. Default 50. */
  readonly diskGiB?: number;
  /** Storage class of all disks. Default "premium-rwo". */
  readonly storageClass?: string;
  /** Who hears of alerts: nobody, a ticket queue, or for critical ones the person on call. */
  readonly routing: AlertRouting;
  /** PagerDuty's routing key; needed unless the routing is "none". */
  readonly pagerDuty?: {
    /** Id in Secret Manager. */
    readonly secretId: string;
    /** Name of the cluster's secret store. */
    readonly store: string;
  };
  /** Labels on all that leaves this Prometheus, such as `{ cluster: "prod" }`. Default none. */
  readonly externalLabels?: Readonly<Record<string, string>>;
  /**
   * On which nodes the pods run, such as `placementOn("system")`; the exporter of nodes runs on every one.
   * Default: wherever there is room.
   */
  readonly placement?: Placement;
}
