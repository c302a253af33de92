import {
  boolean,
  type ChartFacts,
  listOf,
  number,
  placed,
  resources,
  text,
  topologySpreadConstraints,
} from "../core/kubernetes/chart.ts";

/**
 * cert-manager. The used part of its `values.yaml`. Its custom resource definitions are templates of the chart
 * (`crds.enabled`), so an upgrade of the release also upgrades them.
 */
export const CERT_MANAGER_CHART = {
  chart: "oci://quay.io/jetstack/charts/cert-manager",
  version: "v1.21.2",
  source:
    "cert-manager/cert-manager, deploy/charts/cert-manager: values.yaml, values.schema.json at 1.21.2, 2026-11-21",
  values: {
    crds: { enabled: boolean, keep: boolean },
    global: { leaderElection: { namespace: text }, priorityClassName: text },
    replicaCount: number,
    resources,
    topologySpreadConstraints,
    ...placed,
    podDisruptionBudget: { enabled: boolean },
    enableCertificateOwnerRef: boolean,
    // A DoH address keeps the check of a DNS-01 record on port 443.
    dns01RecursiveNameservers: text,
    dns01RecursiveNameserversOnly: boolean,
    extraArgs: listOf<string>(),
    prometheus: { enabled: boolean, servicemonitor: { enabled: boolean } },
    webhook: {
      replicaCount: number,
      resources,
      topologySpreadConstraints,
      ...placed,
      securePort: number,
      podDisruptionBudget: { enabled: boolean },
    },
    cainjector: {
      replicaCount: number,
      resources,
      topologySpreadConstraints,
      ...placed,
      podDisruptionBudget: { enabled: boolean },
    },
    startupapicheck: { resources, ...placed },
  },
} as const satisfies ChartFacts;

/** Names and ports fixed by the chart's templates. */
export const CERT_MANAGER_PODS = {
  controller: "cert-manager",
  webhook: "webhook",
  cainjector: "cainjector",
  webhookPort: 10250,
  metrics: 9402,
} as const;
