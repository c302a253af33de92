import { all, type Input, type Output } from "@pulumi/pulumi";
import { type ArgumentChecks, ArgumentError } from "./arguments.ts";

/*
 * Ground that is there already. A component's argument `existing` names what somebody else made and keeps:
 * it is read, and stands in the plan as read; it is never created, changed, protected or deleted. What lies in
 * it may still be the component's own. Taking over something that a stack has created is another thing, since
 * the engine deletes what a program only reads from now on: take it out of the state first.
 */

/**
 * Refuses arguments that decide about what is only read: they would say something that nothing makes true.
 *
 * @param args the component's arguments
 * @param refused names of the arguments that have nothing to decide about
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

/** Something said about what exists, and what the cloud says about it. */
export interface Claim {
  /** The argument that says it, such as `regions["us-central1"].existing.podsCidr`. */
  readonly argument: string;
  readonly stated: string;
  readonly found: Input<string | undefined>;
}

/**
 * The id of something that is read, handed on once the cloud has confirmed what arguments say about it. They
 * are stated because a plan needs them before anything can be asked; a wrong one stops here, before anything
 * is built upon it.
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
