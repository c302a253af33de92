import type { OptOutFact } from "#graph/facts/operations";
import type { Value } from "#graph/model";

/** The value of an argument that relaxes a default, and the default. */
export type OptOut = Omit<OptOutFact, "argument">;

/** By the path of the argument, how it relaxes its component's defaults; false if it does not. */
export type OptOuts = Readonly<Record<string, OptOut | false | undefined>>;

/**
 * The fact that lists which arguments relax a secure or highly available default, so that a relaxed default is visible
 * before an incident. Every argument that can relax one has an entry; if none does, there is no fact.
 */
export function optOuts(entries: OptOuts): { readonly optOuts?: readonly OptOutFact[] } {
  const found = Object.entries(entries).flatMap(([argument, optOut]) =>
    optOut ? [{ argument, ...optOut }] : [],
  );
  return found.length > 0 ? { optOuts: found } : {};
}

/** An opt-out if a value is not the default. */
export function optOut(value: Value, standard: Value): OptOut | false {
  return value !== standard && { value, default: standard };
}
