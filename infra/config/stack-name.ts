import { ENVIRONMENTS } from "#blueprints/environment";
import { SYSTEM_NAMES } from "../systems.ts";
import type { ConfigMistake } from "./mistakes.ts";

/**
 * Settings that contradict the stack's name: `howlerops-prod` with the file of `howlerops-dev` would be deployed
 * without its protection. Stacks with names of their own, such as `shop-eu`, may hold any system.
 */
export function contradictsName(
  stack: string,
  found: { readonly system: string; readonly environment: string },
): ConfigMistake[] {
  const named = SYSTEM_NAMES.flatMap((system) =>
    Object.keys(ENVIRONMENTS).map((environment) => ({ system, environment })),
  ).find(({ system, environment }) => stack === `${system}-${environment}`);
  return (["system", "environment"] as const)
    .filter((key) => named && named[key] !== found[key])
    .map((key) => ({
      path: [`strata:${key}`],
      problem: `found "${found[key]}", but the stack is called ${stack}; is this the file of another stack?`,
    }));
}
