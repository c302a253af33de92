import type { ProgramArgs } from "../program-args.ts";
import type { ConfigMistake } from "./mistakes.ts";

/** A stack's identity according to its stack file. */
export interface StackIdentity {
  readonly system: string;
  readonly environment: string;
  /** Undefined for a whole system. */
  readonly slice?: string | undefined;
}

/**
 * Settings that contradict the stack's name: `howlerops-prod` with the file of `howlerops-dev` would be deployed
 * without its protection. Stacks with other names, such as `shop-eu`, may contain any whole system; a slice is
 * identified by its stack's name, `<system>-<environment>-<slice>`.
 */
export function contradictsName(
  stack: string,
  found: StackIdentity,
  known: Required<ProgramArgs>,
): ConfigMistake[] {
  const { slice } = found;
  const meanings = Object.keys(known.systems)
    .flatMap((system) => Object.keys(known.environments).map((environment) => ({ system, environment })))
    .filter(({ system, environment }) => {
      const whole = `${system}-${environment}`;
      return stack === whole || (slice !== undefined && stack === `${whole}-${slice}`);
    });
  // One name may mean several: `shop-prod-eu` is slice `eu` of `shop` in `prod`, and `shop-prod` in `eu`.
  const named =
    meanings.find(
      ({ system, environment }) => system === found.system && environment === found.environment,
    ) ?? meanings[0];
  const mistakes = (["system", "environment"] as const)
    .filter((key) => named && named[key] !== found[key])
    .map((key) => ({
      path: [`strata:${key}`],
      problem: `found "${found[key]}", but the stack is named ${stack}; is this another stack's file?`,
    }));
  const expected = `${found.system}-${found.environment}-${slice}`;
  return mistakes.length > 0 || slice === undefined || stack === expected
    ? mistakes
    : [
        {
          path: ["strata:slice"],
          problem: `found "${slice}", but the stack is named ${stack}; other slices look for it as ${expected}`,
        },
      ];
}
