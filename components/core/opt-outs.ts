import type { OptOutFact } from "#graph/facts/operations";
import type { Value } from "#graph/model";

/** What an argument is where it relaxes a default, and what it would be by default. */
export type OptOut = Omit<OptOutFact, "argument">;

/** By the path of the argument, how it relaxes its component's defaults; false where it does not. */
export type OptOuts = Readonly<Record<string, OptOut | false | undefined>>;

/**
 * The fact that lists which arguments relax a secure or highly available default, so that nobody learns from an
 * incident that one did not hold. Every argument that can relax one has an entry; where none does, there is no fact.
 */
export function optOuts(entries: OptOuts): { readonly optOuts?: readonly OptOutFact[] } {
  const found = Object.entries(entries).flatMap(([argument, optOut]) =>
    optOut ? [{ argument, ...optOut }] : [],
  );
  return found.length > 0 ? { optOuts: found } : {};
}

/** An opt-out where a value is not the default. */
export function optOut(value: Value, standard: Value): OptOut | false {
  return value !== standard && { value, default: standard };
}
