import type { ChartRecord, RecordedContainer } from "../record.ts";
import { ADMITS, DEFINITIONS, HOOKS, serverAnd } from "./kinds.ts";

const SIDECAR = {
  at: "grafana.sidecar.image",
  registry: "quay.io",
  repository: "kiwigrid/k8s-sidecar",
  tag: "2.10.1",
} as const;

/** The operator adds it to Prometheus and Alertmanager. Source: prometheus-operator v0.93.1, pkg/operator. */
const RELOADER: RecordedContainer = {
  name: "config-reloader",
  image: {
    at: "prometheusOperator.prometheusConfigReloader.image",
    registry: "quay.io",
    repository: "prometheus-operator/prometheus-config-reloader",
    tag: "v0.93.1",
  },
  resources: "prometheusOperator.prometheusConfigReloader.resources",
};

/** With its subcharts: grafana 12.11.1, kube-state-metrics 8.4.0, prometheus-node-exporter 4.56.1. */
export const KUBE_PROMETHEUS_STACK_RECORD: ChartRecord = {
  chart: "kube-prometheus-stack",
  version: "88.5.3",
  source: {
    repository: "prometheus-community/helm-charts",
    ref: "kube-prometheus-stack-88.5.3",
    folder: "charts/kube-prometheus-stack",
    checksum: "02df7912219cbd69ddb3b775f0560ffd270b7f83",
    read: "2026-11-28",
  },
  workloads: [
    {
      kind: "StatefulSet",
      name: "prometheus",
      enabled: { at: "prometheus.enabled", default: true },
      replicas: { at: "prometheus.prometheusSpec.replicas", default: 1 },
      containers: [
        {
          name: "prometheus",
          image: {
            at: "prometheus.prometheusSpec.image",
            registry: "quay.io",
            repository: "prometheus/prometheus",
            tag: "v3.14.0-distroless",
          },
          resources: "prometheus.prometheusSpec.resources",
        },
        RELOADER,
        { ...RELOADER, name: "init-config-reloader", init: true },
      ],
    },
    {
      kind: "StatefulSet",
      name: "alertmanager",
      enabled: { at: "alertmanager.enabled", default: true },
      replicas: { at: "alertmanager.alertmanagerSpec.replicas", default: 1 },
      containers: [
        {
          name: "alertmanager",
          image: {
            at: "alertmanager.alertmanagerSpec.image",
            registry: "quay.io",
            repository: "prometheus/alertmanager",
            tag: "v0.34.0",
          },
          resources: "alertmanager.alertmanagerSpec.resources",
        },
        RELOADER,
        { ...RELOADER, name: "init-config-reloader", init: true },
      ],
    },
    {
      kind: "Deployment",
      name: "operator",
      enabled: { at: "prometheusOperator.enabled", default: true },
      replicas: { at: "prometheusOperator.replicas", default: 1 },
      strategy: "prometheusOperator.strategy",
      containers: [
        {
          name: "kube-prometheus-stack",
          image: {
            at: "prometheusOperator.image",
            registry: "quay.io",
            repository: "prometheus-operator/prometheus-operator",
            tag: "v0.93.1",
          },
          resources: "prometheusOperator.resources",
        },
      ],
    },
    {
      kind: "Deployment",
      name: "grafana",
      enabled: { at: "grafana.enabled", default: true },
      replicas: { at: "grafana.replicas", default: 1 },
      strategy: "grafana.deploymentStrategy",
      containers: [
        {
          name: "grafana",
          image: {
            at: "grafana.image",
            registry: "docker.io",
            repository: "grafana/grafana",
            tag: "13.2.0",
          },
          resources: "grafana.resources",
        },
        { name: "grafana-sc-dashboard", image: SIDECAR, resources: "grafana.sidecar.resources" },
        { name: "grafana-sc-datasources", image: SIDECAR, resources: "grafana.sidecar.resources" },
        {
          name: "init-chown-data",
          init: true,
          enabled: [
            { at: "grafana.persistence.enabled", default: false },
            { at: "grafana.initChownData.enabled", default: true },
          ],
          image: {
            at: "grafana.initChownData.image",
            registry: "docker.io",
            repository: "library/busybox",
            tag: "1.38.0",
          },
          resources: "grafana.initChownData.resources",
        },
      ],
    },
    {
      kind: "Deployment",
      name: "kube-state-metrics",
      enabled: { at: "kubeStateMetrics.enabled", default: true },
      replicas: { at: "kube-state-metrics.replicas", default: 1 },
      containers: [
        {
          name: "kube-state-metrics",
          image: {
            at: "kube-state-metrics.image",
            registry: "registry.k8s.io",
            repository: "kube-state-metrics/kube-state-metrics",
            tag: "v2.20.0",
          },
          resources: "kube-state-metrics.resources",
        },
      ],
    },
    {
      kind: "DaemonSet",
      name: "prometheus-node-exporter",
      enabled: { at: "nodeExporter.enabled", default: true },
      replicas: "each node",
      hostNetwork: true,
      containers: [
        {
          name: "node-exporter",
          image: {
            at: "prometheus-node-exporter.image",
            registry: "quay.io",
            repository: "prometheus/node-exporter",
            tag: "v1.12.1-distroless",
          },
          resources: "prometheus-node-exporter.resources",
        },
      ],
    },
  ],
  secretAccess: [
    { role: "operator", scope: "cluster", verbs: ["*"] },
    {
      role: "grafana",
      scope: "cluster",
      verbs: ["get", "list", "watch"],
      narrowedBy: "grafana.rbac.namespaced",
    },
    {
      role: "kube-state-metrics",
      scope: "cluster",
      verbs: ["list", "watch"],
      narrowedBy: "kube-state-metrics.collectorsExclude",
    },
  ],
  creates: serverAnd(DEFINITIONS, HOOKS, ADMITS, {
    "": ["PersistentVolumeClaim"],
    apps: ["DaemonSet", "StatefulSet"],
    "monitoring.coreos.com": ["Alertmanager", "Prometheus", "PrometheusRule", "ServiceMonitor"],
  }),
  definitions: {
    "monitoring.coreos.com": [
      "Alertmanager",
      "AlertmanagerConfig",
      "PodMonitor",
      "Probe",
      "Prometheus",
      "PrometheusAgent",
      "PrometheusRule",
      "ScrapeConfig",
      "ServiceMonitor",
      "ThanosRuler",
    ],
  },
};
