import type * as inputs from "@pulumi/kubernetes/types/input.js";
import {
  boolean,
  type ChartFacts,
  type ChartValues,
  choice,
  labels,
  listOf,
  number,
  objectOf,
  placed,
  resources,
  text,
  textsBy,
  topologySpreadConstraints,
} from "../../core/kubernetes/chart.ts";
import { NGINX_CONFIG_KEYS } from "./config-keys.ts";

/**
 * F5 NGINX Ingress Controller, open-source edition. The used part of its `values.yaml` and schema; custom resource
 * definitions are in the chart's `crds/` folder. 2.7.1 differs from the version that was read only in fixes.
 */
export const NGINX_CHART = {
  chart: "oci://ghcr.io/nginx/charts/nginx-ingress",
  version: "2.7.1",
  source:
    "nginx/kubernetes-ingress, charts/nginx-ingress: values.yaml, values.schema.json at 2.7.0, 2026-11-21",
  values: {
    controller: {
      kind: choice("deployment", "daemonset", "statefulset"),
      logLevel: choice("trace", "debug", "info", "warning", "error", "fatal"),
      logFormat: choice("glog", "json", "text"),
      config: { entries: textsBy(NGINX_CONFIG_KEYS) },
      ingressClass: { name: text, create: boolean, setAsDefaultIngress: boolean },
      watchNamespace: text,
      enableCustomResources: boolean,
      enableCertManager: boolean,
      enableSnippets: boolean,
      enableConfigSafety: boolean,
      readOnlyRootFilesystem: boolean,
      telemetryReporting: { enable: boolean },
      enableLatencyMetrics: boolean,
      priorityClassName: text,
      defaultTLS: { secret: text },
      healthStatus: boolean,
      healthStatusURI: text,
      terminationGracePeriodSeconds: number,
      lifecycle: objectOf<inputs.core.v1.Lifecycle>(),
      strategy: objectOf<inputs.apps.v1.DeploymentStrategy>(),
      resources,
      initContainerResources: resources,
      topologySpreadConstraints,
      ...placed,
      autoscaling: {
        enabled: boolean,
        minReplicas: number,
        maxReplicas: number,
        targetCPUUtilizationPercentage: number,
        // 0 omits the metric: the template tests for truthiness.
        targetMemoryUtilizationPercentage: number,
        behavior: objectOf<inputs.autoscaling.v2.HorizontalPodAutoscalerBehavior>(),
      },
      podDisruptionBudget: { enabled: boolean, maxUnavailable: number },
      service: {
        type: choice("LoadBalancer", "ClusterIP"),
        externalTrafficPolicy: choice("Local", "Cluster"),
        annotations: objectOf<Readonly<Record<string, string>>>(),
        loadBalancerIP: text,
        loadBalancerSourceRanges: listOf<string>(),
      },
    },
    prometheus: {
      create: boolean,
      port: number,
      scheme: choice("http", "https"),
      service: { create: boolean, labels },
    },
  },
} as const satisfies ChartFacts;

export type NginxChartValues = ChartValues<typeof NGINX_CHART.values>;

/**
 * Facts of the chart that are not values: names in its templates and ports of its pods. Taken from the chart rendered
 * with the stacks' values.
 */
export const NGINX_PODS = {
  /** `app.kubernetes.io/name` of the pods, which is the chart's name. */
  name: "nginx-ingress",
  http: 80,
  https: 443,
  metrics: 9113,
} as const;

/** The name from which the chart's templates build other names. */
export function nginxFullName(release: string): string {
  return release.includes(NGINX_PODS.name) ? release : `${release}-${NGINX_PODS.name}`;
}
