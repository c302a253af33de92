import {
  boolean,
  type ChartFacts,
  labels,
  number,
  placed,
  resources,
  text,
  topologySpreadConstraints,
} from "../../core/kubernetes/chart.ts";

/**
 * External Secrets operator. The used part of its `values.yaml`. Its custom resource definitions are templates of the
 * chart (`installCRDs`), so an upgrade of the release also upgrades them, and its removal deletes them, with every object
 * of their kinds, unless `crds.annotations` tell Helm to keep them. 2.13.0 is available; a release is adopted
 * once its values and rendered objects have been reviewed.
 */
export const EXTERNAL_SECRETS_CHART = {
  chart: "external-secrets",
  repository: "https://charts.external-secrets.io",
  version: "2.9.0",
  source:
    "external-secrets/external-secrets, deploy/charts/external-secrets: values.yaml, values.schema.json at 2.9.0, 2026-11-21",
  values: {
    installCRDs: boolean,
    crds: { annotations: labels },
    replicaCount: number,
    resources,
    topologySpreadConstraints,
    ...placed,
    leaderElect: boolean,
    priorityClassName: text,
    processPushSecret: boolean,
    processClusterPushSecret: boolean,
    processClusterExternalSecret: boolean,
    podDisruptionBudget: { enabled: boolean, minAvailable: number },
    serviceMonitor: { enabled: boolean },
    metrics: { service: { enabled: boolean, port: number } },
    webhook: {
      replicaCount: number,
      resources,
      topologySpreadConstraints,
      ...placed,
      port: number,
      failurePolicy: text,
      priorityClassName: text,
      podDisruptionBudget: { enabled: boolean, minAvailable: number },
    },
    certController: {
      replicaCount: number,
      resources,
      topologySpreadConstraints,
      ...placed,
      priorityClassName: text,
    },
  },
} as const satisfies ChartFacts;

/** Names and ports fixed by the chart's templates. */
export const EXTERNAL_SECRETS_PODS = {
  operator: "external-secrets",
  webhook: "external-secrets-webhook",
  certController: "external-secrets-cert-controller",
  webhookPort: 10250,
  metrics: 8080,
} as const;
