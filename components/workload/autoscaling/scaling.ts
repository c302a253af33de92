import type { Facts } from "#graph/facts";
import { labelKey, labelValue } from "#models/grammar/labels";
import { quantity } from "#models/grammar/quantity";
import type { ArgumentChecks } from "../../core/arguments.ts";

/** The number of pods: fixed, or scaled with the load. */
export type Scaling = FixedScaling | Autoscaling;

export interface FixedScaling {
  /** Fixed number of pods, 1 to 1000. */
  readonly replicas: number;
}

export interface Autoscaling {
  /** Minimum number of pods, at least 1. */
  readonly minReplicas: number;
  /** Maximum number of pods. */
  readonly maxReplicas: number;
  /**
   * Target CPU, in percent of the request. Default 70, unless another metric is set. Source: howlerops, scaling policy.
   */
  readonly targetCpuUtilizationPercent?: number;
  /** Target memory, in percent of the request. Default: no scaling by memory. */
  readonly targetMemoryUtilizationPercent?: number;
  /** Additional metrics by name, served by the cluster's metrics adapters. Default none. */
  readonly metrics?: Readonly<Record<string, CustomMetric>>;
  readonly scaleUp?: ScalingStep;
  readonly scaleDown?: ScalingStep;
  /**
   * CPU, in percent of the request, below which pods are removed; between it and the target their number stays. Default
   * 30 for a target of 70, others in proportion. Source: howlerops, scaling policy. One autoscaler has one target, so
   * the lower bound is expressed as a tolerance: 1 - 30/70. A tolerance applies to every metric of the autoscaler, so
   * beside another metric there is none, and none may be set: the cluster's 10 % then applies.
   */
  readonly scaleDownBelowPercent?: number;
  /**
   * Whether the cluster supports a metric's tolerance: Kubernetes 1.35 and later. Default true. Without it the
   * cluster's 10 % applies: up from 77 %, down from 63 % for a target of 70 %.
   */
  readonly tolerance?: boolean;
  /** Whether a ScheduledScaling changes `minReplicas`; deployments then leave it unchanged. Default false. */
  readonly scheduled?: boolean;
}

/** Rate of change of the number of pods in one direction. */
export interface ScalingStep {
  /** Stabilization window, in seconds. Default up 30, down 300. Source: howlerops, scaling policy. */
  readonly stabilizationSeconds?: number;
  /** Pods per step. Default up 2, down 1. Source: howlerops, scaling policy. */
  readonly pods?: number;
  /** Period between steps, in seconds. Default up 60, down 300. Source: howlerops, scaling policy. */
  readonly periodSeconds?: number;
}

/** A metric other than CPU or memory. Values are Kubernetes quantities, such as `100` or `500m`. */
export type CustomMetric =
  | { readonly per: "pod"; readonly average: string }
  | {
      /** An external metric, such as the length of a queue; its value is divided by the number of pods. */
      readonly per: "workload";
      readonly average: string;
      readonly labels?: Readonly<Record<string, string>>;
    };

export function isAutoscaled(scaling: Scaling): scaling is Autoscaling {
  return "maxReplicas" in scaling;
}

export function checkScaling(checks: ArgumentChecks, scaling: Scaling): void {
  if (!isAutoscaled(scaling)) {
    checks.whole("scaling.replicas", scaling.replicas, 1, 1000);
    return;
  }
  const { minReplicas, maxReplicas } = scaling;
  checks.whole("scaling.minReplicas", minReplicas, 1, 1000);
  checks.whole("scaling.maxReplicas", maxReplicas, minReplicas, 1000, "minReplicas is the least");
  checks.range("scaling.targetCpuUtilizationPercent", scaling.targetCpuUtilizationPercent, 1, 100);
  checks.range("scaling.targetMemoryUtilizationPercent", scaling.targetMemoryUtilizationPercent, 1, 100);
  checks.range("scaling.scaleDownBelowPercent", scaling.scaleDownBelowPercent, 1, targetCpu(scaling) ?? 100);
  checks.that(
    scaling.scaleDownBelowPercent === undefined || scalesByCpuAlone(scaling),
    "scaling.scaleDownBelowPercent",
    scaling.scaleDownBelowPercent,
    "bounds of CPU as the only metric (the tolerance that expresses it would hold for the others too)",
  );
  for (const direction of ["scaleUp", "scaleDown"] as const) {
    const step = scaling[direction];
    checks.whole(`scaling.${direction}.stabilizationSeconds`, step?.stabilizationSeconds, 0, 3600);
    checks.whole(`scaling.${direction}.pods`, step?.pods, 1, 1000);
    checks.whole(`scaling.${direction}.periodSeconds`, step?.periodSeconds, 1, 1800);
  }
  for (const [name, metric] of Object.entries(scaling.metrics ?? {})) {
    checks.valid(`scaling.metrics.${name}.average`, metric.average, quantity);
    for (const [key, value] of Object.entries("labels" in metric ? (metric.labels ?? {}) : {})) {
      checks.valid(`scaling.metrics.${name}.labels`, key, labelKey);
      checks.valid(`scaling.metrics.${name}.labels["${key}"]`, value, labelValue);
    }
  }
}

/** The CPU target: the argument, or the default if nothing else scales. */
export function targetCpu(scaling: Autoscaling): number | undefined {
  return scaling.targetCpuUtilizationPercent ?? (hasOtherMetric(scaling) ? undefined : 70);
}

function hasOtherMetric({ targetMemoryUtilizationPercent, metrics = {} }: Autoscaling): boolean {
  return targetMemoryUtilizationPercent !== undefined || Object.keys(metrics).length > 0;
}

function scalesByCpuAlone(scaling: Autoscaling): boolean {
  return targetCpu(scaling) !== undefined && !hasOtherMetric(scaling);
}

/**
 * The CPU percentage below which pods are removed; undefined if the tolerance that expresses it does not apply. One
 * derived from CPU would keep pods that another metric no longer calls for. Source: Kubernetes, KEP-4951: the tolerance
 * is that of a direction, not of a metric.
 */
export function lowerCpu(scaling: Autoscaling): number | undefined {
  const target = targetCpu(scaling);
  if (target === undefined || scaling.tolerance === false || hasOtherMetric(scaling)) {
    return undefined;
  }
  return scaling.scaleDownBelowPercent ?? Math.round((target * 30) / 70);
}

/** Published facts of a scaling. */
export function scalingFacts(scaling: Scaling): Pick<Facts, "replicas" | "autoscaling"> {
  if (!isAutoscaled(scaling)) {
    return { replicas: { min: scaling.replicas, max: scaling.replicas } };
  }
  const { minReplicas, maxReplicas, targetMemoryUtilizationPercent: memory, metrics = {} } = scaling;
  const cpu = targetCpu(scaling);
  const lower = lowerCpu(scaling);
  return {
    replicas: { min: minReplicas, max: maxReplicas },
    autoscaling: {
      ...(cpu === undefined ? {} : { targetCpuPercent: cpu }),
      ...(memory === undefined ? {} : { targetMemoryPercent: memory }),
      ...(Object.keys(metrics).length > 0 ? { metrics: Object.keys(metrics) } : {}),
      ...(lower === undefined ? {} : { scaleDownBelowPercent: lower }),
    },
  };
}
