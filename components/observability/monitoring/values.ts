import type { ChartValues } from "../../core/kubernetes/chart.ts";
import { placementOf } from "../../core/kubernetes/placement.ts";
import { type AlertmanagerSource, alertmanagerConfig, alertmanagerSecretPath } from "./alertmanager.ts";
import type { MONITORING_CHART } from "./chart.ts";
import { type GrafanaObjects, grafanaValues } from "./grafana.ts";
import { MONITORING_RESOURCES } from "./resources.ts";
import type { MonitoringSettings } from "./settings.ts";

/** Key of PagerDuty's routing key in its Secret. */
export const ROUTING_KEY = "routing-key";

/** Replicas of Alertmanager, which coordinate notifications. With fewer than three a split leaves no majority. */
const ALERTMANAGERS = 3;

/** Share of the disk for samples; the rest is for the write-ahead log and compaction. */
const RETENTION_SHARE = 0.85;

/**
 * Components that GKE hides and whose ports are unreachable: their scrapes would fail, and their rules would report
 * them missing. Source: kube-prometheus-stack, README ("Running on private GKE clusters").
 */
const HIDDEN_RULES = {
  etcd: false,
  kubeControllerManager: false,
  kubeProxy: false,
  kubeSchedulerAlerting: false,
  kubeSchedulerRecording: false,
  windows: false,
};

/** Names of the objects that the release refers to. */
export interface MonitoringObjects extends GrafanaObjects {
  readonly pagerDutySecret: string;
  readonly receiversSecret: string;
}

/**
 * Alerts that compare quotas with the nodes of the moment, of which the cluster's autoscaler adds more as pods need them:
 * they would fire for good. The rule `capacity-cluster-quotas` compares them with all nodes that there may be.
 */
const DISABLED_ALERTS = { KubeCPUQuotaOvercommit: true, KubeMemoryQuotaOvercommit: true };

/** Values of the chart. */
export function monitoringValues(
  name: string,
  settings: MonitoringSettings,
  objects: MonitoringObjects,
): ChartValues<typeof MONITORING_CHART.values> {
  const { retentionDays, replicas, diskGiB, storageClass, externalLabels } = settings;
  const several = replicas > 1;
  const placement = placementOf(settings.placement);
  const claim = (gib: number) => ({
    spec: {
      accessModes: ["ReadWriteOnce"],
      storageClassName: storageClass,
      resources: { requests: { storage: `${gib}Gi` } },
    },
  });
  return {
    fullnameOverride: name,
    cleanPrometheusOperatorObjectNames: true,
    defaultRules: { create: true, rules: HIDDEN_RULES, disabled: DISABLED_ALERTS },
    kubeControllerManager: { enabled: false },
    kubeScheduler: { enabled: false },
    kubeEtcd: { enabled: false },
    kubeProxy: { enabled: false },
    kubeDns: { enabled: false },
    coreDns: { enabled: false },
    alertmanager: {
      config: alertmanagerConfig(alertmanagerSource(settings, objects)),
      podDisruptionBudget: { enabled: several },
      alertmanagerSpec: {
        replicas: several ? ALERTMANAGERS : 1,
        retention: "120h",
        secrets: mountedSecrets(settings, objects),
        podAntiAffinity: "soft",
        resources: MONITORING_RESOURCES.alertmanager,
        ...placement,
        storage: { volumeClaimTemplate: claim(1) },
      },
    },
    prometheus: {
      podDisruptionBudget: { enabled: several },
      prometheusSpec: {
        replicas,
        retention: `${retentionDays}d`,
        retentionSize: `${Math.floor(diskGiB * 1024 * RETENTION_SHARE)}MiB`,
        externalLabels,
        podAntiAffinity: several ? "hard" : "soft",
        // Select rules and targets of all namespaces, not only the chart's.
        ruleSelectorNilUsesHelmValues: false,
        serviceMonitorSelectorNilUsesHelmValues: false,
        podMonitorSelectorNilUsesHelmValues: false,
        probeSelectorNilUsesHelmValues: false,
        scrapeConfigSelectorNilUsesHelmValues: false,
        resources: {
          ...MONITORING_RESOURCES.prometheus,
          limits: { memory: settings.memoryLimitMiB === 4096 ? "4Gi" : `${settings.memoryLimitMiB}Mi` },
        },
        ...placement,
        storageSpec: { volumeClaimTemplate: claim(diskGiB) },
      },
    },
    // The webhook only validates rules, which the plan does; without it the control plane needs no ingress.
    prometheusOperator: {
      admissionWebhooks: { enabled: false },
      tls: { enabled: false },
      resources: MONITORING_RESOURCES.operator,
      prometheusConfigReloader: { resources: MONITORING_RESOURCES.configReloader },
      ...placement,
    },
    // Without the kinds whose series nobody reads and which it would have to list in all namespaces.
    "kube-state-metrics": {
      collectorsExclude: ["secrets", "configmaps"],
      resources: MONITORING_RESOURCES.kubeStateMetrics,
      ...placement,
    },
    "prometheus-node-exporter": { resources: MONITORING_RESOURCES.nodeExporter },
    grafana: grafanaValues(settings, objects),
  };
}

function alertmanagerSource(
  { routing, pagerDuty, receivers, heartbeat }: MonitoringSettings,
  { pagerDutySecret, receiversSecret }: MonitoringObjects,
): AlertmanagerSource {
  const file = (key: string) => alertmanagerSecretPath(receiversSecret, key);
  return {
    routing,
    pagerDutyFile: pagerDuty && alertmanagerSecretPath(pagerDutySecret, ROUTING_KEY),
    receivers: Object.fromEntries(
      Object.entries(receivers).map(([key, receiver]) => [key, { receiver, file: file(key) }]),
    ),
    heartbeatFile: heartbeat === undefined ? undefined : file(HEARTBEAT_KEY),
  };
}

function mountedSecrets(settings: MonitoringSettings, objects: MonitoringObjects): string[] {
  const { routing, pagerDuty } = settings;
  return [
    ...(routing === "none" || pagerDuty === undefined ? [] : [objects.pagerDutySecret]),
    ...(Object.keys(receiverSecrets(settings)).length === 0 ? [] : [objects.receiversSecret]),
  ];
}

const HEARTBEAT_KEY = "heartbeat";

/** Ids of the secrets of the receivers that are told, and of the heartbeat, by the key of their file. */
export function receiverSecrets({
  routing,
  receivers,
  heartbeat,
}: MonitoringSettings): Record<string, string> {
  const told = routing === "none" ? [] : Object.entries(receivers);
  return {
    ...Object.fromEntries(told.map(([key, { secretId }]) => [key, secretId])),
    ...(heartbeat === undefined ? {} : { [HEARTBEAT_KEY]: heartbeat }),
  };
}
