import type { ChartValues } from "../../core/kubernetes/chart.ts";
import { placementOf } from "../../core/kubernetes/placement.ts";
import { alertmanagerConfig, alertmanagerSecretPath } from "./alertmanager.ts";
import type { MONITORING_CHART } from "./chart.ts";
import type { MonitoringSettings } from "./settings.ts";

/** Key of PagerDuty's routing key in its Secret. */
export const ROUTING_KEY = "routing-key";

/** Keys of the Secret with Grafana's administrator. */
export const ADMIN_KEYS = { user: "admin-user", password: "admin-password" } as const;

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

/**
 * Alerts that compare quotas with the nodes of the moment, of which the cluster's autoscaler adds more as pods need them:
 * they would fire for good. The rule `capacity-cluster-quotas` compares them with all nodes that there may be.
 */
const DISABLED_ALERTS = { KubeCPUQuotaOvercommit: true, KubeMemoryQuotaOvercommit: true };

/** Requests and limits of the parts. */
export const MONITORING_RESOURCES = {
  prometheus: { requests: { cpu: "200m", memory: "1Gi" }, limits: { memory: "4Gi" } },
  alertmanager: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "256Mi" } },
} as const;

/** Values of the chart. */
export function monitoringValues(
  name: string,
  settings: MonitoringSettings,
  pagerDutySecret: string,
  adminSecret: string,
): ChartValues<typeof MONITORING_CHART.values> {
  const { retentionDays, replicas, diskGiB, storageClass, routing, externalLabels } = settings;
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
      config: alertmanagerConfig(routing, alertmanagerSecretPath(pagerDutySecret, ROUTING_KEY)),
      podDisruptionBudget: { enabled: several },
      alertmanagerSpec: {
        replicas: several ? ALERTMANAGERS : 1,
        retention: "120h",
        secrets: routing === "none" ? [] : [pagerDutySecret],
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
    // The webhook only validates rules, which tests already do; without it the control plane needs no ingress.
    prometheusOperator: { admissionWebhooks: { enabled: false }, tls: { enabled: false }, ...placement },
    ...(settings.placement ? { "kube-state-metrics": placement } : {}),
    grafana: {
      enabled: true,
      ...placement,
      admin: { existingSecret: adminSecret, userKey: ADMIN_KEYS.user, passwordKey: ADMIN_KEYS.password },
      sidecar: {
        dashboards: { enabled: true, label: "grafana_dashboard", labelValue: "1", searchNamespace: "ALL" },
      },
    },
  };
}
