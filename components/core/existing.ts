import { all, type Input, type Output } from "@pulumi/pulumi";
import { type ArgumentChecks, ArgumentError } from "./arguments.ts";

/*
 * Existing infrastructure. A component's argument `existing` names infrastructure managed elsewhere: it is read, and
 * the plan shows it as read; it is never created, changed, protected or deleted. The component may still own resources
 * inside it. To turn a resource that the stack created into an existing one, remove it from the state first: the engine
 * deletes a resource that a program only reads from now on.
 */

/**
 * Refuses arguments for a resource that is only read, since they would have no effect.
 *
 * @param args the component's arguments
 * @param refused names of the arguments that have no effect
 */
export function refuseWithExisting<T extends object>(
  checks: ArgumentChecks,
  args: T,
  refused: readonly (keyof T & string)[],
): void {
  for (const argument of refused) {
    checks.that(
      args[argument] === undefined,
      argument,
      "given",
      "none together with existing, which is only read",
    );
  }
}

/** A claim about an existing resource, and the cloud's value. */
export interface Claim {
  /** The argument with the claim, such as `regions["us-central1"].existing.podsCidr`. */
  readonly argument: string;
  readonly stated: string;
  readonly found: Input<string | undefined>;
}

/**
 * The id of an existing resource, available once the cloud has confirmed the arguments about it. The arguments exist
 * because a plan needs them offline; a wrong one fails here, before dependents are created.
 *
 * @param component class name and logical name of the component whose arguments they are
 */
export function confirmed(
  component: readonly [kind: string, name: string],
  id: Input<string>,
  claims: readonly Claim[],
): Output<string> {
  return all([id, claims.map(({ found }) => found)]).apply(([known, found]) => {
    for (const [index, { argument, stated }] of claims.entries()) {
      const truth = found[index];
      if (truth !== stated) {
        throw new ArgumentError(...component, `${argument} is "${stated}"; the cloud says "${truth}"`);
      }
    }
    return known;
  });
}
