import type { Placement } from "../../core/kubernetes/placement.ts";
import type { AlertRouting } from "./alertmanager.ts";
import type { Receiver } from "./receivers.ts";

/** Grafana's disk and rights. */
export interface GrafanaArgs {
  /**
   * Disk for users, preferences and dashboards that are made by hand, in GiB. Default 10; 0 keeps none of them beyond
   * a restart, and only dashboards from ConfigMaps remain.
   */
  readonly diskGiB?: number;
  /** Namespaces besides its own whose ConfigMaps it may read for dashboards. Default none. */
  readonly dashboardNamespaces?: readonly string[];
}

/** Arguments of {@link Monitoring}. */
export interface MonitoringArgs {
  /** An existing namespace; the node exporter needs the "privileged" Pod Security Standard in it. */
  readonly namespace: string;
  /** The system that the objects belong to. */
  readonly partOf: string;
  /** Retention of metrics, in days. Default 30 (source: howlerops, monitoring). */
  readonly retentionDays?: number;
  /** Replicas of Prometheus, 1 or 2; with two there are three of Alertmanager. Default 2. */
  readonly replicas?: number;
  /**
   * Memory limit of each Prometheus, in MiB, at least 1024, which it requests. Default 4096. A limit beyond what a node
   * offers never acts.
   */
  readonly memoryLimitMiB?: number;
  /** Disk of each Prometheus, in GiB; when it is nearly full, the oldest metrics are deleted early. Default 50. */
  readonly diskGiB?: number;
  /** Storage class of all disks. Default "premium-rwo". */
  readonly storageClass?: string;
  /** Where alerts are routed: nowhere, to a ticket queue, or critical ones to the person on call. */
  readonly routing: AlertRouting;
  /** PagerDuty's routing key; required unless the routing is "none" or there are other receivers. */
  readonly pagerDuty?: {
    /** Id in Secret Manager. */
    readonly secretId: string;
    /** Name of the cluster's secret store. */
    readonly store: string;
  };
  /** Receivers besides PagerDuty, by name; none of them is told if the routing is "none". Default none. */
  readonly receivers?: Readonly<Record<string, Receiver>>;
  /**
   * Id in Secret Manager of a URL that is called every 5 minutes while Prometheus and Alertmanager work, of a service
   * that alerts when the calls end. Default none: nobody is told when alerting itself has failed.
   */
  readonly heartbeat?: string;
  /** Name of the cluster's secret store for the receivers and the heartbeat. Default: that of `pagerDuty`. */
  readonly secretStore?: string;
  /** Grafana's disk and rights. Default: a disk of 10 GiB, and dashboards of its own namespace. */
  readonly grafana?: GrafanaArgs;
  /** External labels of this Prometheus, such as `{ cluster: "prod" }`. Default none. */
  readonly externalLabels?: Readonly<Record<string, string>>;
  /** Nodes for the pods, such as `placementOn("system")`; the node exporter runs on every node. Default: any node. */
  readonly placement?: Placement;
}
