/** Requests and memory limits of the containers. CPU is not limited: a limit only delays. */
export const MONITORING_RESOURCES = {
  prometheus: { requests: { cpu: "200m", memory: "1Gi" }, limits: { memory: "4Gi" } },
  alertmanager: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "256Mi" } },
  /** Beside Prometheus and Alertmanager. */
  configReloader: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
  operator: { requests: { cpu: "20m", memory: "128Mi" }, limits: { memory: "512Mi" } },
  grafana: { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "1024Mi" } },
  /** Two beside Grafana: for dashboards and for data sources. */
  grafanaSidecar: { requests: { cpu: "10m", memory: "96Mi" }, limits: { memory: "192Mi" } },
  kubeStateMetrics: { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "256Mi" } },
  nodeExporter: { requests: { cpu: "20m", memory: "32Mi" }, limits: { memory: "128Mi" } },
} as const;
