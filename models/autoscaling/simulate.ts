import { History } from "./history.ts";
import type { AutoscalerModel } from "./model.ts";
import { type Observation, recommendedReplicas, usageRatio } from "./recommend.ts";

/** Input of a simulation. */
export interface Simulation {
  readonly autoscaler: AutoscalerModel;
  /** Pods at the start, all of them ready. Default: the minimum. */
  readonly replicas?: number;
  /** What one pod requests by metric: cores of `cpu`, bytes of `memory`. */
  readonly requests: Readonly<Record<string, number>>;
  /**
   * Total load on all pods at a second, by metric, in the same units; "unavailable" for a metric that cannot be read
   * then.
   */
  readonly demand: (second: number) => Observation["totals"];
  /** Length in seconds. */
  readonly seconds: number;
  /** Sync period, in seconds. Default 15, as in Kubernetes. */
  readonly syncSeconds?: number;
  /** Age of a metric at a sync, in seconds. Default 15, the resolution of metrics-server. */
  readonly metricDelaySeconds?: number;
  /** Seconds from a pod's creation until it carries load. Default 0. */
  readonly startSeconds?: number;
  /** Seconds from then until its first sample. Default 0. */
  readonly firstSampleSeconds?: number;
}

/** One sync of the autoscaler and its result. */
export interface SimulationStep {
  readonly second: number;
  /** Pods from now on. */
  readonly replicas: number;
  /** Observed ratio of the first metric to its target; 1 is on target, 0 if nothing was observed. */
  readonly usageRatio: number;
}

/** The number of pods from a second on. */
interface Count {
  readonly second: number;
  readonly replicas: number;
}

/**
 * Replays a load against an autoscaler, with the algorithm of its controller. The same input gives the same steps. Pods
 * share the load equally; the newest pod is removed first.
 */
export function simulate(simulation: Simulation): SimulationStep[] {
  const { autoscaler, seconds, syncSeconds = 15 } = simulation;
  const { minReplicas, maxReplicas } = autoscaler;
  let replicas = simulation.replicas ?? minReplicas;
  const counts: Count[] = [{ second: Number.NEGATIVE_INFINITY, replicas }];
  const history = new History(autoscaler, 0, replicas);
  const steps: SimulationStep[] = [];
  for (let second = 0; second <= seconds; second += syncSeconds) {
    const seen = observe(simulation, counts, second, replicas);
    let next = Math.min(Math.max(replicas, minReplicas), maxReplicas);
    if (next === replicas) {
      const wanted = recommendedReplicas(autoscaler, seen);
      next = wanted === undefined ? replicas : history.next(second, replicas, wanted);
    }
    if (next !== replicas) {
      history.changed(second, replicas, next);
      counts.push({ second, replicas: next });
    }
    const [first] = autoscaler.metrics;
    steps.push({ second, replicas: next, usageRatio: (first && usageRatio(first, seen)) ?? 0 });
    replicas = next;
  }
  return steps;
}

function observe(
  simulation: Simulation,
  counts: readonly Count[],
  second: number,
  replicas: number,
): Observation {
  const { autoscaler, demand, requests, metricDelaySeconds = 15 } = simulation;
  const { startSeconds = 0, firstSampleSeconds = 0 } = simulation;
  const working = olderThan(counts, second, startSeconds);
  const ready = olderThan(counts, second, startSeconds + firstSampleSeconds);
  const sampled = (name: string, total: number | "unavailable") => {
    const outside = autoscaler.metrics.some(
      (each) => each.name === name && "per" in each && each.per === "workload",
    );
    return total === "unavailable" || outside || working === 0 ? total : (total * ready) / working;
  };
  const totals = Object.entries(demand(Math.max(0, second - metricDelaySeconds)));
  return {
    replicas,
    ready,
    missing: working - ready,
    totals: Object.fromEntries(totals.map(([name, total]) => [name, sampled(name, total)])),
    requests,
  };
}

/** Pods that have existed for this long: the minimum since then. */
function olderThan(counts: readonly Count[], second: number, age: number): number {
  const before = counts.findLastIndex((count) => count.second <= second - age);
  return Math.min(...counts.slice(Math.max(before, 0)).map(({ replicas }) => replicas));
}
