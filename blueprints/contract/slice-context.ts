import { getOrganization, getProject, type Inputs, StackReference } from "@pulumi/pulumi";
import type { SystemContext } from "./context.ts";
import {
  type Slice,
  type SliceContext,
  type SliceInstance,
  type SliceOutputs,
  sliceInstances,
  sliceName,
} from "./slice.ts";
import type { SlicedSystem } from "./system.ts";

/** What a slice of a system receives: the system's context, and access to the other slices. */
export function sliceContext(
  system: SlicedSystem,
  { slice, instance }: SliceInstance,
  context: Omit<SystemContext, "claim">,
): SliceContext {
  const own = sliceName(slice, instance);
  const known = sliceInstances(system.slices);
  const read = new Map<string, SliceOutputs<Inputs>>();
  const outputsOf = (other: Slice, otherInstance: string | undefined): SliceOutputs<Inputs> => {
    const name = sliceName(other, otherInstance);
    if (known.get(name)?.slice !== other) {
      throw new Error(
        `slice "${own}" reads "${name}", which is no slice of ${system.name}; known are ${[...known.keys()].join(", ")}`,
      );
    }
    if (name === own) {
      throw new Error(`slice "${own}" reads itself; use what it makes`);
    }
    const outputs =
      read.get(name) ?? readOutputs(name, [system.name, context.environment.name, name].join("-"));
    read.set(name, outputs);
    return outputs;
  };
  return {
    ...context,
    slice: own,
    instance,
    claim: (thing) => assertOwned(system, slice, own, thing),
    of: (other, ...[otherInstance]) => outputsOf(other as Slice, otherInstance) as never,
  };
}

function assertOwned({ slices }: SlicedSystem, slice: Slice, own: string, thing: string): void {
  if (slice.owns?.includes(thing)) {
    return;
  }
  const owner = slices.find(({ owns }) => owns?.includes(thing));
  throw new Error(
    owner
      ? `slice "${own}" makes a ${thing}, which slice "${owner.name}" owns; read it by of(${owner.name})`
      : `slice "${own}" makes a ${thing}, which no slice owns; add "${thing}" to owns of the one that makes it`,
  );
}

/**
 * A stack's outputs by name: each output is resolved when it is used, and fails if the stack lacks it. It is passed on
 * unchanged: an `apply` would make all of it unknown if one of its members is.
 */
function readOutputs(slice: string, stack: string): SliceOutputs<Inputs> {
  const reference = new StackReference(slice, { name: `${getOrganization()}/${getProject()}/${stack}` });
  return new Proxy<SliceOutputs<Inputs>>(
    {},
    // Awaiting or printing the proxy reads properties that are not outputs.
    {
      get: (_, name) =>
        typeof name === "string" && name !== "then" ? reference.requireOutput(name) : undefined,
    },
  );
}
