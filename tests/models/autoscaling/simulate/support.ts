import type { Autoscaling } from "#components/workload/autoscaling/scaling";
import { readAutoscaler } from "#models/autoscaling/read";
import type { SimulationStep } from "#models/autoscaling/simulate";
import { BACKEND, recordService, specOf } from "../../../components/workload/fixtures.ts";

/** The autoscaler as the plan renders it, read back; the documented one unless told otherwise. */
export async function rendered(changes: Partial<Autoscaling> = {}) {
  const scaling = { minReplicas: 2, maxReplicas: 10, ...changes };
  const graph = await recordService("backend", BACKEND, { scaling });
  return readAutoscaler(specOf(graph, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "backend"));
}

/** Changes of the number of pods as `second: pods`. */
export function changes(steps: readonly SimulationStep[], initial = 2): string[] {
  let last = initial;
  return steps.flatMap(({ second, replicas }) => {
    const changed = replicas !== last;
    last = replicas;
    return changed ? [`${second}: ${replicas}`] : [];
  });
}

/** CPU such that pods of this number are used to this share of their request. */
export const cpu = (percent: number, pods: number) => ({ cpu: (pods * 0.1 * percent) / 100 });
/** What every run has in common unless it says otherwise. */
export const BASE = { requests: { cpu: 0.1 }, seconds: 1800 };
