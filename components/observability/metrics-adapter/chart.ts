import {
  boolean,
  type ChartFacts,
  listOf,
  number,
  placed,
  resources,
  text,
  topologySpreadConstraints,
} from "../../core/kubernetes/chart.ts";
import type { AdapterRule } from "./rules.ts";

/** prometheus-adapter. The used part of its `values.yaml`; it has no custom resource definitions. */
export const METRICS_ADAPTER_CHART = {
  chart: "prometheus-adapter",
  repository: "https://prometheus-community.github.io/helm-charts",
  version: "5.3.0",
  source: "prometheus-community/helm-charts, charts/prometheus-adapter: values.yaml at 5.3.0, 2026-11-28",
  values: {
    replicas: number,
    resources,
    topologySpreadConstraints,
    ...placed,
    priorityClassName: text,
    listenPort: number,
    prometheus: { url: text, port: number },
    rules: { default: boolean, custom: listOf<AdapterRule>(), external: listOf<AdapterRule>() },
    podDisruptionBudget: { enabled: boolean, minAvailable: number },
  },
} as const satisfies ChartFacts;

/** Names and ports fixed by the chart's templates. */
export const METRICS_ADAPTER_PODS = { name: "prometheus-adapter", port: 6443 } as const;
