import type * as inputs from "@pulumi/kubernetes/types/input.js";
import { type Autoscaling, type CustomMetric, lowerCpu, type ScalingStep, targetCpu } from "./scaling.ts";

/** The HorizontalPodAutoscaler of a Deployment. */
export function autoscalerSpec(
  deployment: string,
  scaling: Autoscaling,
): inputs.autoscaling.v2.HorizontalPodAutoscalerSpec {
  const { up, down } = tolerances(scaling);
  return {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment },
    minReplicas: scaling.minReplicas,
    maxReplicas: scaling.maxReplicas,
    metrics: metricsOf(scaling),
    behavior: {
      scaleUp: rules({ stabilizationSeconds: 30, pods: 2, periodSeconds: 60, ...scaling.scaleUp }, up),
      scaleDown: rules(
        { stabilizationSeconds: 300, pods: 1, periodSeconds: 300, ...scaling.scaleDown },
        down,
      ),
    },
  };
}

function metricsOf(scaling: Autoscaling): inputs.autoscaling.v2.MetricSpec[] {
  const { targetMemoryUtilizationPercent: memory, metrics } = scaling;
  const cpu = targetCpu(scaling);
  return [
    ...(cpu === undefined ? [] : [utilization("cpu", cpu)]),
    ...(memory === undefined ? [] : [utilization("memory", memory)]),
    ...Object.entries(metrics ?? {}).map(([name, metric]) => customMetric(name, metric)),
  ];
}

function utilization(name: "cpu" | "memory", averageUtilization: number): inputs.autoscaling.v2.MetricSpec {
  return { type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization } } };
}

function customMetric(name: string, metric: CustomMetric): inputs.autoscaling.v2.MetricSpec {
  const target = { type: "AverageValue", averageValue: metric.average };
  if (metric.per === "pod") {
    return { type: "Pods", pods: { metric: { name }, target } };
  }
  const selector = metric.labels && { matchLabels: { ...metric.labels } };
  return { type: "External", external: { metric: selector ? { name, selector } : { name }, target } };
}

function rules(
  { stabilizationSeconds, pods, periodSeconds }: Required<ScalingStep>,
  tolerance: string | undefined,
): inputs.autoscaling.v2.HPAScalingRules {
  return {
    stabilizationWindowSeconds: stabilizationSeconds,
    policies: [{ type: "Pods", value: pods, periodSeconds }],
    selectPolicy: "Max",
    ...(tolerance === undefined ? {} : { tolerance }),
  };
}

/**
 * Tolerances around the CPU target, as fractions of it: up as soon as it is exceeded, down only below the lower bound.
 * None beside a second metric, to which they would apply as well.
 */
function tolerances(scaling: Autoscaling): { readonly up?: string; readonly down?: string } {
  const target = targetCpu(scaling);
  const lower = lowerCpu(scaling);
  return target === undefined || lower === undefined
    ? {}
    : { up: "0", down: `${Math.round((1 - lower / target) * 1000)}m` };
}
