import type { AutoscalerModel, DirectionRules, StepPolicy } from "./model.ts";
import { recommendedReplicas, usageRatio } from "./recommend.ts";

/** What is simulated. */
export interface Simulation {
  readonly autoscaler: AutoscalerModel;
  /** Pods at the start, all of them ready. Default: the least. */
  readonly replicas?: number;
  /** What one pod requests by metric: cores of `cpu`, bytes of `memory`. */
  readonly requests: Readonly<Record<string, number>>;
  /** Total that all pods together have to carry at a second, by metric, in the same units. */
  readonly demand: (second: number) => Readonly<Record<string, number>>;
  /** Length in seconds. */
  readonly seconds: number;
  /** Seconds between two looks. Default 15, Kubernetes' own. */
  readonly syncSeconds?: number;
  /** Age in seconds of a metric when it is looked at. Default 15, the resolution of metrics-server. */
  readonly metricDelaySeconds?: number;
  /** Seconds from a pod's creation until it carries load. Default 0. */
  readonly startSeconds?: number;
}

/** One look of the autoscaler and what came of it. */
export interface SimulationStep {
  readonly second: number;
  /** Pods from now on. */
  readonly replicas: number;
  /** Share of the first metric's target that was seen; 1 is on target. */
  readonly usageRatio: number;
}

interface Change {
  readonly second: number;
  /** Above 0 when pods were added. */
  readonly replicas: number;
}

/**
 * Replays a load against an autoscaler, with the algorithm of its controller: tolerance, stabilization windows,
 * and limits of pods a period. The same input gives the same steps.
 * Source: Kubernetes, pkg/controller/podautoscaler/horizontal.go.
 */
export function simulate(simulation: Simulation): SimulationStep[] {
  const { autoscaler, seconds, demand, requests } = simulation;
  const { syncSeconds = 15, metricDelaySeconds = 15, startSeconds = 0 } = simulation;
  let replicas = simulation.replicas ?? autoscaler.minReplicas;
  // The controller starts its history with what it finds.
  const recommended: Change[] = [{ second: 0, replicas }];
  const changes: Change[] = [];
  const steps: SimulationStep[] = [];
  for (let second = 0; second <= seconds; second += syncSeconds) {
    // Those that came within the time that a pod takes to start are not ready yet.
    const ready = replicas - Math.max(0, changedWithin(changes, second, startSeconds));
    const totals = demand(Math.max(0, second - metricDelaySeconds));
    const seen = { replicas, ready, totals, requests };
    const wanted = recommendedReplicas(autoscaler, seen);
    const steady = stabilized(autoscaler, recommended, second, replicas, wanted);
    const next = limited(autoscaler, changes, second, replicas, steady);
    recommended.push({ second, replicas: wanted });
    if (next !== replicas) {
      changes.push({ second, replicas: next - replicas });
    }
    const [first] = autoscaler.metrics;
    steps.push({
      second,
      replicas: next,
      usageRatio: first && ready > 0 ? usageRatio(first, seen, ready) : 0,
    });
    replicas = next;
  }
  return steps;
}

/** Up to the lowest, or down to the highest, of what was recommended within the direction's window. */
function stabilized(
  { up, down }: AutoscalerModel,
  recommended: readonly Change[],
  second: number,
  replicas: number,
  wanted: number,
): number {
  const within = (window: number) =>
    recommended.filter((one) => one.second > second - window).map((one) => one.replicas);
  const lowest = Math.min(wanted, ...within(up.stabilizationSeconds));
  const highest = Math.max(wanted, ...within(down.stabilizationSeconds));
  return Math.min(Math.max(replicas, lowest), highest);
}

/** Keeps a change within what the policies allow in a period, and within the least and the most. */
function limited(
  { minReplicas, maxReplicas, up, down }: AutoscalerModel,
  changes: readonly Change[],
  second: number,
  replicas: number,
  wanted: number,
): number {
  if (replicas < minReplicas || replicas > maxReplicas) {
    return replicas < minReplicas ? minReplicas : maxReplicas;
  }
  const startOf = ({ periodSeconds }: StepPolicy) => replicas - changedWithin(changes, second, periodSeconds);
  if (wanted > replicas) {
    const most = limitOf(up, (policy) => stepUp(startOf(policy), policy), replicas, Math.max, Math.min);
    return Math.min(wanted, maxReplicas, Math.max(most, replicas));
  }
  const least = limitOf(down, (policy) => stepDown(startOf(policy), policy), replicas, Math.min, Math.max);
  return Math.max(wanted, minReplicas, Math.min(least, replicas));
}

function limitOf(
  { policies, select }: DirectionRules,
  proposal: (policy: StepPolicy) => number,
  replicas: number,
  furthest: (...values: number[]) => number,
  nearest: (...values: number[]) => number,
): number {
  const proposals = policies.map(proposal);
  switch (select) {
    case "Disabled":
      return replicas;
    case "Min":
      return nearest(...proposals);
    case "Max":
      return furthest(...proposals);
  }
}

function stepUp(start: number, { type, value }: StepPolicy): number {
  return type === "Pods" ? start + value : Math.ceil(start * (1 + value / 100));
}

function stepDown(start: number, { type, value }: StepPolicy): number {
  return type === "Pods" ? start - value : Math.trunc(start * (1 - value / 100));
}

/** Pods added, less those taken away, in the seconds before now. */
function changedWithin(changes: readonly Change[], second: number, period: number): number {
  return changes
    .filter((change) => change.second > second - period)
    .reduce((sum, change) => sum + change.replicas, 0);
}
