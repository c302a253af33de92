import type { AutoscalerModel, MetricTarget } from "./model.ts";

/** What the autoscaler sees when it looks. */
export interface Observation {
  /** Pods asked for. */
  readonly replicas: number;
  /** Those of them that are ready; the rest carries no load yet. */
  readonly ready: number;
  /** Total over all pods by metric: cores of `cpu`, bytes of `memory`, anything for others. */
  readonly totals: Readonly<Record<string, number>>;
  /** What one pod requests, in the same units. */
  readonly requests: Readonly<Record<string, number>>;
}

/**
 * How many pods the metrics ask for, before any limit on the speed of change: the most that any of them asks.
 * Source: Kubernetes, pkg/controller/podautoscaler/replica_calculator.go.
 */
export function recommendedReplicas(autoscaler: AutoscalerModel, seen: Observation): number {
  return Math.max(...autoscaler.metrics.map((target) => forMetric(autoscaler, target, seen)));
}

/** Share of its target that a metric has reached, over this many pods. */
export function usageRatio(target: MetricTarget, seen: Observation, pods: number): number {
  const total = seen.totals[target.name] ?? missing("value", target.name);
  if ("averageValue" in target) {
    return total / pods / target.averageValue;
  }
  const request = seen.requests[target.name] ?? missing("request", target.name);
  // The controller computes whole percents, rounded down; the hair keeps binary fractions from losing one.
  return Math.floor((total * 100) / (request * pods) + 1e-9) / target.utilizationPercent;
}

function forMetric(autoscaler: AutoscalerModel, target: MetricTarget, seen: Observation): number {
  const { replicas, ready } = seen;
  if (ready === 0) {
    return replicas;
  }
  const ratio = usageRatio(target, seen, ready);
  const starting = replicas - ready;
  if (starting <= 0 || ratio <= 1) {
    return tolerated(autoscaler, ratio) ? replicas : ceiling(ratio * ready);
  }
  // Pods that are still starting count as idle, so that they are not asked for a second time.
  const spread = usageRatio(target, seen, replicas);
  if (tolerated(autoscaler, spread) || spread < 1) {
    return replicas;
  }
  return Math.max(replicas, ceiling(spread * replicas));
}

function tolerated({ up, down }: AutoscalerModel, ratio: number): boolean {
  return 1 - down.tolerance <= ratio && ratio <= 1 + up.tolerance;
}

/** Rounds up, but not for what binary fractions add to a whole number. */
function ceiling(value: number): number {
  return Math.ceil(value - 1e-9);
}

function missing(what: string, name: string): never {
  throw new Error(`no ${what} is given for the metric ${name}`);
}
