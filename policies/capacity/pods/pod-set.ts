import type { PolicyResource } from "../../context.ts";
import type { Property } from "../../property.ts";
import { type Amounts, atLeast, NOTHING, plus } from "./amounts.ts";

/** A container with a limit or request, where the program states it. */
export interface SizedContainer {
  readonly at: Property;
  readonly amounts: Amounts;
  /** False for one that ends before the others start. */
  readonly isRunning: boolean;
}

/** The pods of a workload, or of a part of a chart. */
export interface Pods {
  readonly resource: PolicyResource;
  /** In messages, such as `api` or `metrics/grafana`. */
  readonly label: string;
  /** Pods at most, without those that a rollout adds; "node" for one on every node. */
  readonly count: number | "node";
  /** Pods that a rollout adds. */
  readonly surge: number;
  /** Of one pod. */
  readonly amounts: Amounts;
  readonly containers: readonly SizedContainer[];
  /** The pod's spec, for its placement; undefined for charts. */
  readonly spec: Property | undefined;
}

/** What a pod asks for: all that run together, or the one before them that needs more. */
export function podAmounts(containers: readonly SizedContainer[]): Amounts {
  const of = (running: boolean) =>
    containers.filter(({ isRunning }) => isRunning === running).map(({ amounts }) => amounts);
  return atLeast(of(true).reduce(plus, NOTHING), of(false).reduce(atLeast, NOTHING));
}

/**
 * Pods that a rolling update adds: a number, or a share rounded up; 25 % by default.
 *
 * @param strategy of a Deployment
 * @param count its pods at most
 */
export function surgeOf(strategy: Property, count: number): number {
  if (strategy.at("type").is("Recreate")) {
    return 0;
  }
  const surge = strategy.at("rollingUpdate.maxSurge");
  const share = surge.text() ?? (surge.exists() ? undefined : "25%");
  return share === undefined ? (surge.number() ?? 0) : Math.ceil((count * Number.parseFloat(share)) / 100);
}
