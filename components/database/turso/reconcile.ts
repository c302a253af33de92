import type { PlatformApi } from "./platform-api.ts";
import { stepsTowards, type TursoStep } from "./steps.ts";
import type { TursoTopology } from "./topology.ts";

/** What a run did, or would do. */
export interface Reconciliation {
  readonly topology: TursoTopology;
  readonly steps: readonly TursoStep[];
  readonly applied: boolean;
}

/**
 * Compares a topology with Turso's state and, with `apply`, sends the missing requests one after another. An
 * interrupted run can simply be repeated: existing resources take no request.
 *
 * @param apply false only compares
 * @param onStep called before each request
 * @throws PlatformApiError when a request fails; TopologyConflict if only moving data would help
 */
export async function reconcile(
  topology: TursoTopology,
  api: PlatformApi,
  apply: boolean,
  onStep: (step: TursoStep) => void = () => {},
): Promise<Reconciliation> {
  const steps = stepsTowards(topology, await api.state(topology));
  for (const step of steps) {
    onStep(step);
    if (apply) {
      await api.carryOut(step);
    }
  }
  return { topology, steps, applied: apply };
}
