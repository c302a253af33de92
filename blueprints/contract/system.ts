import type { Inputs } from "@pulumi/pulumi";
import type { z } from "zod";
import type { SystemContext } from "./context.ts";
import { type Slice, sliceInstances } from "./slice.ts";

/** A documented topology in one stack: its settings and the function that composes it from components. */
export interface WholeSystem<Schema extends z.ZodType = z.ZodType> {
  /** Name in stack files and stack names, such as `howlerops`: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Schema of the `strata:` keys of its stack files, besides `system` and `environment`. */
  readonly settings: Schema;
  /** Constructs the resources and returns the stack outputs. */
  build(settings: z.output<Schema>, context: SystemContext): Inputs;
}

/** A documented topology in several stacks. */
export interface SlicedSystem {
  /** Name in stack files and stack names, such as `shop`: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** The slices, in the order of their first deployment. */
  readonly slices: readonly Slice[];
}

/** A documented topology, whole or in slices. @public */
export type System = WholeSystem | SlicedSystem;

/** Systems by name; a function loads one on demand, with its SDK imports. */
export type Systems = Readonly<Record<string, System | (() => Promise<System>)>>;

export function isSliced(system: System): system is SlicedSystem {
  return "slices" in system;
}

/**
 * Connects a system's settings to its builder, so that the schema types the builder's argument; or slices to a system.
 *
 * @throws Error if two slices have the same name, or own the same
 */
export function defineSystem<Schema extends z.ZodType>(system: WholeSystem<Schema>): WholeSystem<Schema>;
export function defineSystem(system: SlicedSystem): SlicedSystem;
export function defineSystem(system: System): System {
  if (isSliced(system)) {
    checkSlices(system);
  }
  return system;
}

function checkSlices({ name, slices }: SlicedSystem): void {
  const fail = (problem: string) => {
    throw new Error(`system "${name}": ${problem}`);
  };
  const expected = slices.reduce((count, { instances }) => count + (instances?.length ?? 1), 0);
  if (expected === 0) {
    fail("slices is empty; expected at least one slice with an instance");
  }
  const names = sliceInstances(slices);
  if (names.size !== expected) {
    fail(`${expected} slices share the names ${[...names.keys()].join(", ")}; each needs its own`);
  }
  const owners = new Map<string, string>();
  for (const slice of slices) {
    for (const thing of slice.owns ?? []) {
      const owner = owners.get(thing);
      if (owner !== undefined) {
        fail(`slices "${owner}" and "${slice.name}" both own ${thing}; what exists once has one owner`);
      }
      if (slice.instances) {
        fail(`slice "${slice.name}" has instances and owns ${thing}; each instance would make its own`);
      }
      owners.set(thing, slice.name);
    }
  }
}
