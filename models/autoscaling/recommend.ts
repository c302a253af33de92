import type { AutoscalerModel, MetricTarget } from "./model.ts";

/** What the autoscaler observes at a sync. */
export interface Observation {
  /** Desired pods. */
  readonly replicas: number;
  /** Pods that are ready and have a sample. */
  readonly ready: number;
  /** Pods that run and have no sample. Default 0; the rest are still starting. */
  readonly missing?: number;
  /**
   * Sum of the samples by metric: cores of `cpu`, bytes of `memory`, any unit for others; "unavailable" while the
   * metric's source does not respond.
   */
  readonly totals: Readonly<Record<string, number | "unavailable">>;
  /** What one pod requests, in the same units. */
  readonly requests: Readonly<Record<string, number>>;
}

/**
 * How many pods the metrics call for, before any limit on the rate of change: the highest of all metrics. Undefined if
 * there is no data, or too little to remove pods: the controller then changes nothing. Source: Kubernetes 1.36,
 * pkg/controller/podautoscaler: horizontal.go and replica_calculator.go.
 */
export function recommendedReplicas(autoscaler: AutoscalerModel, seen: Observation): number | undefined {
  const asked = autoscaler.metrics.map((target) => forMetric(autoscaler, target, seen));
  const known = asked.filter((replicas) => replicas !== undefined);
  const most = Math.max(...known);
  return known.length === 0 || (known.length < asked.length && most < seen.replicas) ? undefined : most;
}

/** Ratio of a metric to its target; undefined if nothing was measured. */
export function usageRatio(target: MetricTarget, seen: Observation): number | undefined {
  const total = totalOf(target, seen);
  const pods = isOutside(target) ? seen.replicas : seen.ready;
  return total === undefined || pods === 0 ? undefined : ratioOf(target, seen, total, pods);
}

function forMetric(autoscaler: AutoscalerModel, target: MetricTarget, seen: Observation): number | undefined {
  const { replicas, ready, missing = 0 } = seen;
  const total = totalOf(target, seen);
  const ratio = usageRatio(target, seen);
  if (total === undefined || ratio === undefined) {
    return undefined;
  }
  if (isOutside(target)) {
    return tolerated(autoscaler, ratio) ? replicas : Math.ceil(total / thousandths(target.averageValue));
  }
  // Starting pods count as idle when pods are added, so that they are not requested twice.
  const starting = ratio > 1 ? replicas - ready - missing : 0;
  if (starting === 0 && missing === 0) {
    return tolerated(autoscaler, ratio) ? replicas : Math.ceil(ratio * ready);
  }
  // Pods without a sample count as idle when pods are added, and as busy when pods are removed.
  const silent = ratio === 1 ? 0 : missing;
  const pods = ready + starting + silent;
  const filled = total + (ratio < 1 ? silent * fullUse(target, seen) : 0);
  const cautious = ratioOf(target, seen, filled, pods);
  const turns = (ratio < 1 && cautious > 1) || (ratio > 1 && cautious < 1);
  return tolerated(autoscaler, cautious) || turns ? replicas : Math.ceil(cautious * pods);
}

/** In the controller's arithmetic: thousandths, and percentages and averages as integers, rounded down. */
function ratioOf(target: MetricTarget, seen: Observation, total: number, pods: number): number {
  if ("averageValue" in target) {
    const average = isOutside(target) ? total / pods : Math.floor(total / pods);
    return average / thousandths(target.averageValue);
  }
  return Math.floor((total * 100) / (requestOf(target, seen) * pods)) / target.utilizationPercent;
}

/** Assumed usage of a pod without a sample: its full request, or the target if that is higher. */
function fullUse(target: MetricTarget, seen: Observation): number {
  return "averageValue" in target
    ? thousandths(target.averageValue)
    : Math.floor((requestOf(target, seen) * Math.max(100, target.utilizationPercent)) / 100);
}

function tolerated({ up, down }: AutoscalerModel, ratio: number): boolean {
  return 1 - down.tolerance <= ratio && ratio <= 1 + up.tolerance;
}

function isOutside(target: MetricTarget): target is MetricTarget & { readonly averageValue: number } {
  return "averageValue" in target && target.per === "workload";
}

function totalOf({ name }: MetricTarget, { totals }: Observation): number | undefined {
  const total = totals[name] ?? missingNumber("value", name);
  return total === "unavailable" ? undefined : thousandths(total);
}

function requestOf({ name }: MetricTarget, { requests }: Observation): number {
  return thousandths(requests[name] ?? missingNumber("request", name));
}

function thousandths(value: number): number {
  return Math.round(value * 1000);
}

function missingNumber(what: string, name: string): never {
  throw new Error(`no ${what} is given for the metric ${name}`);
}
