import type { Facts } from "#graph/facts";
import type { ArgumentChecks } from "../../core/arguments.ts";

/** How many pods: a fixed number, or as many as the load asks for. */
export type Scaling = FixedScaling | Autoscaling;

export interface FixedScaling {
  /** Pods at all times, 1 to 1000. */
  readonly replicas: number;
}

export interface Autoscaling {
  /** Pods that always run, from 1. */
  readonly minReplicas: number;
  /** Pods that it never exceeds. */
  readonly maxReplicas: number;
  /**
   * Share of the requested CPU that is aimed at, in percent. Default 70, unless another metric is given.
   * Source: howlerops, scaling policy.
   */
  readonly targetCpuUtilizationPercent?: number;
  /** Share of the requested memory that is aimed at, in percent. Default: memory does not scale. */
  readonly targetMemoryUtilizationPercent?: number;
  /** Further metrics by name, served by the cluster's metrics adapters. Default none. */
  readonly metrics?: Readonly<Record<string, CustomMetric>>;
  readonly scaleUp?: ScalingStep;
  readonly scaleDown?: ScalingStep;
  /**
   * Share of the requested CPU in percent below which pods are taken away; above it and up to the target
   * their number stays. Default 30 for a target of 70, others in proportion. Source: howlerops, scaling
   * policy. One autoscaler has one target, so the lower bound is said as a tolerance: 1 - 30/70.
   */
  readonly scaleDownBelowPercent?: number;
  /**
   * Whether the cluster knows a metric's tolerance: Kubernetes 1.35 and later. Default true. Without it the
   * cluster's own 10 % holds: up from 77 %, down from 63 % for a target of 70 %.
   */
  readonly tolerance?: boolean;
  /** Whether a ScheduledScaling moves `minReplicas`; deployments then leave it as they find it. Default false. */
  readonly scheduled?: boolean;
}

/** How fast the number of pods may change in one direction. */
export interface ScalingStep {
  /** Seconds for which the load must ask for it. Default up 30, down 300. Source: howlerops, scaling policy. */
  readonly stabilizationSeconds?: number;
  /** Pods in one step. Default up 2, down 1. Source: howlerops, scaling policy. */
  readonly pods?: number;
  /** Seconds until the next step. Default up 60, down 300. Source: howlerops, scaling policy. */
  readonly periodSeconds?: number;
}

/** A metric that is not CPU or memory. Values are Kubernetes quantities, such as `100` or `500m`. */
export type CustomMetric =
  | { readonly per: "pod"; readonly average: string }
  | {
      /** Something outside the pods, such as a queue; its value is divided by the pods. */
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
  for (const direction of ["scaleUp", "scaleDown"] as const) {
    const step = scaling[direction];
    checks.whole(`scaling.${direction}.stabilizationSeconds`, step?.stabilizationSeconds, 0, 3600);
    checks.whole(`scaling.${direction}.pods`, step?.pods, 1, 1000);
    checks.whole(`scaling.${direction}.periodSeconds`, step?.periodSeconds, 1, 1800);
  }
  for (const [name, { average }] of Object.entries(scaling.metrics ?? {})) {
    checks.matches(
      `scaling.metrics.${name}.average`,
      average,
      /^\d+(\.\d+)?(m|k|M|Ki|Mi|Gi)?$/,
      "quantities",
    );
  }
}

/** The CPU target: stated, or the default when nothing else scales. */
export function targetCpu(scaling: Autoscaling): number | undefined {
  const { targetCpuUtilizationPercent, targetMemoryUtilizationPercent, metrics } = scaling;
  const other = targetMemoryUtilizationPercent !== undefined || Object.keys(metrics ?? {}).length > 0;
  return targetCpuUtilizationPercent ?? (other ? undefined : 70);
}

/** The share of CPU below which pods are taken away; undefined where CPU or the tolerance has no say. */
export function lowerCpu(scaling: Autoscaling): number | undefined {
  const target = targetCpu(scaling);
  if (target === undefined || scaling.tolerance === false) {
    return undefined;
  }
  return scaling.scaleDownBelowPercent ?? Math.round((target * 30) / 70);
}

/** What is published of a scaling. */
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
