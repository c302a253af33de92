import type { AutoscalerModel, DirectionRules, StepPolicy } from "./model.ts";

interface Change {
  readonly second: number;
  readonly pods: number;
}

/**
 * The controller's history of one autoscaler, and how it limits the next step: stabilization windows, and limits of
 * pods per period. Source: Kubernetes 1.36, pkg/controller/podautoscaler/horizontal.go.
 */
export class History {
  readonly #autoscaler: AutoscalerModel;
  readonly #recommended: Change[];
  readonly #added: Change[] = [];
  readonly #removed: Change[] = [];

  /** The controller starts with the current number of pods. */
  constructor(autoscaler: AutoscalerModel, second: number, replicas: number) {
    this.#autoscaler = autoscaler;
    this.#recommended = [{ second, pods: replicas }];
  }

  /** How many of the desired pods are allowed now. */
  next(second: number, replicas: number, wanted: number): number {
    const steady = this.#stabilized(second, replicas, wanted);
    this.#recommended.push({ second, pods: wanted });
    return this.#limited(second, replicas, steady);
  }

  /** Records a change. A change too old for its direction's policies is replaced by the new one. */
  changed(second: number, from: number, to: number): void {
    const { up, down } = this.#autoscaler;
    const [changes, policies] = to > from ? [this.#added, up.policies] : [this.#removed, down.policies];
    const longest = Math.max(...policies.map(({ periodSeconds }) => periodSeconds));
    const old = changes.findLastIndex((change) => change.second <= second - longest);
    changes.splice(old < 0 ? changes.length : old, old < 0 ? 0 : 1, { second, pods: Math.abs(to - from) });
  }

  /** Scales up to the lowest, or down to the highest, recommendation within the direction's window. */
  #stabilized(second: number, replicas: number, wanted: number): number {
    const { up, down } = this.#autoscaler;
    const within = (window: number) =>
      this.#recommended.filter((one) => one.second > second - window).map(({ pods }) => pods);
    const lowest = Math.min(wanted, ...within(up.stabilizationSeconds));
    const highest = Math.max(wanted, ...within(down.stabilizationSeconds));
    return Math.min(Math.max(replicas, lowest), highest);
  }

  /** Limits a change to what the policies allow per period, and to the minimum and maximum. */
  #limited(second: number, replicas: number, wanted: number): number {
    const { minReplicas, maxReplicas, up, down } = this.#autoscaler;
    // Changes in both directions count: policies start from the number of pods at the start of their period.
    const startOf = ({ periodSeconds }: StepPolicy) =>
      replicas -
      podsWithin(this.#added, second, periodSeconds) +
      podsWithin(this.#removed, second, periodSeconds);
    if (wanted > replicas) {
      const most = limitOf(up, (policy) => stepUp(startOf(policy), policy), replicas, Math.max, Math.min);
      return Math.min(wanted, maxReplicas, Math.max(most, replicas));
    }
    const least = limitOf(down, (policy) => stepDown(startOf(policy), policy), replicas, Math.min, Math.max);
    return Math.max(wanted, minReplicas, Math.min(least, replicas));
  }
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

function podsWithin(changes: readonly Change[], second: number, period: number): number {
  return changes.filter((change) => change.second > second - period).reduce((sum, { pods }) => sum + pods, 0);
}
