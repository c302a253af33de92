import type * as inputs from "@pulumi/kubernetes/types/input.js";
import {
  boolean,
  type ChartFacts,
  choice,
  labels,
  listOf,
  number,
  objectOf,
  placed,
  resources,
  text,
} from "../../core/kubernetes/chart.ts";
import type { AlertmanagerConfig } from "./alertmanager.ts";

const claim = { spec: objectOf<inputs.core.v1.PersistentVolumeClaimSpec>() };

/**
 * kube-prometheus-stack: Prometheus, Alertmanager, Grafana, their operator and the exporters of nodes and of Kubernetes
 * objects. The used part of its `values.yaml`. Its custom resource definitions are installed only with the first
 * release; when upgrading the chart, apply the new ones manually.
 */
export const MONITORING_CHART = {
  chart: "oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack",
  version: "88.5.3",
  source: "prometheus-community/helm-charts, charts/kube-prometheus-stack: values.yaml at 88.5.3, 2026-11-21",
  values: {
    fullnameOverride: text,
    cleanPrometheusOperatorObjectNames: boolean,
    defaultRules: {
      create: boolean,
      rules: objectOf<Readonly<Record<string, boolean>>>(),
      disabled: objectOf<Readonly<Record<string, boolean>>>(),
    },
    kubeControllerManager: { enabled: boolean },
    kubeScheduler: { enabled: boolean },
    kubeEtcd: { enabled: boolean },
    kubeProxy: { enabled: boolean },
    kubeDns: { enabled: boolean },
    coreDns: { enabled: boolean },
    alertmanager: {
      config: objectOf<AlertmanagerConfig>(),
      podDisruptionBudget: { enabled: boolean },
      alertmanagerSpec: {
        replicas: number,
        retention: text,
        secrets: listOf<string>(),
        podAntiAffinity: text,
        resources,
        ...placed,
        storage: { volumeClaimTemplate: claim },
      },
    },
    prometheus: {
      podDisruptionBudget: { enabled: boolean },
      prometheusSpec: {
        replicas: number,
        retention: text,
        retentionSize: text,
        externalLabels: labels,
        podAntiAffinity: text,
        ruleSelectorNilUsesHelmValues: boolean,
        serviceMonitorSelectorNilUsesHelmValues: boolean,
        podMonitorSelectorNilUsesHelmValues: boolean,
        probeSelectorNilUsesHelmValues: boolean,
        scrapeConfigSelectorNilUsesHelmValues: boolean,
        resources,
        ...placed,
        storageSpec: { volumeClaimTemplate: claim },
      },
    },
    prometheusOperator: {
      admissionWebhooks: { enabled: boolean },
      tls: { enabled: boolean },
      resources,
      prometheusConfigReloader: { resources },
      ...placed,
    },
    "kube-state-metrics": { collectorsExclude: listOf<string>(), resources, ...placed },
    "prometheus-node-exporter": { resources },
    grafana: {
      enabled: boolean,
      ...placed,
      resources,
      persistence: { enabled: boolean, size: text, storageClassName: text },
      deploymentStrategy: { type: choice("Recreate", "RollingUpdate") },
      initChownData: { enabled: boolean },
      testFramework: { enabled: boolean },
      rbac: { namespaced: boolean, namespaces: listOf<string>(), useExistingRole: text },
      admin: { existingSecret: text, userKey: text, passwordKey: text },
      sidecar: {
        resources,
        dashboards: {
          enabled: boolean,
          label: text,
          labelValue: text,
          resource: choice("configmap", "secret", "both"),
          searchNamespace: text,
        },
        datasources: { resource: choice("configmap", "secret", "both") },
      },
    },
  },
} as const satisfies ChartFacts;

/** Names that the chart's templates derive from `fullnameOverride`, and labels fixed by its operator. */
export const MONITORING_NAMES = {
  prometheusPods: "prometheus",
  prometheusPort: 9090,
  grafanaPods: "grafana",
  grafanaPort: 3000,
} as const;
