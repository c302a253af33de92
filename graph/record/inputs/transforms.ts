import type { Resource, ResourceOptions, ResourceTransform } from "@pulumi/pulumi";
import { unknownOutput } from "../sdk/outputs.ts";
import { outputs, rpc } from "../sdk/sdk.ts";
import { type Serialized, serializeLater, type Wire } from "./values.ts";

/** A resource as transforms receive and return it. */
export interface Transformed extends Serialized {
  readonly options: ResourceOptions;
}

/**
 * Runs transforms in the engine's order: the resource's own, then those of its ancestors from the nearest upward, then
 * the stack's. Each receives the result of the previous one. Options that a transform returns replace the former ones
 * as a whole, as in the engine; the dependencies of a value are kept.
 *
 * @param find the resource of a URN in the inputs
 */
export async function applyTransforms(
  transforms: readonly ResourceTransform[],
  { type, name, custom }: { readonly type: string; readonly name: string; readonly custom: boolean },
  given: Transformed,
  find: (urn: string) => Resource | undefined,
): Promise<Transformed> {
  let current = given;
  for (const transform of transforms) {
    const props: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(current.wire)) {
      props[key] = toInput(value, find);
    }
    const { options } = current;
    const result = await transform({ type, name, custom, props, opts: options as never });
    if (result) {
      const next = await serializeLater(result.props);
      current = {
        wire: next.wire,
        dependencies: merged(current, next),
        options: result.opts ?? options,
      };
    }
  }
  return current;
}

/** A serialized value as a program would write it: secrets, unknowns and resources are preserved. */
function toInput(wire: unknown, find: (urn: string) => Resource | undefined): unknown {
  if (wire === rpc.unknownValue) {
    return unknownOutput([]);
  }
  if (typeof wire !== "object" || wire === null) {
    return wire;
  }
  if (Array.isArray(wire)) {
    return wire.map((member) => toInput(member, find));
  }
  const record = wire as Wire;
  switch (record[rpc.specialSigKey]) {
    case undefined:
      return Object.fromEntries(Object.entries(record).map(([key, member]) => [key, toInput(member, find)]));
    case rpc.specialSecretSig:
      return outputs.secret(toInput(record["value"], find));
    case rpc.specialResourceSig:
      return find(String(record["urn"])) ?? rpc.deserializeProperty(wire, true);
    default:
      return rpc.deserializeProperty(wire, true);
  }
}

function merged(before: Serialized, after: Serialized): Serialized["dependencies"] {
  const dependencies = new Map<string, Set<Resource>>();
  for (const key of Object.keys(after.wire)) {
    const from = [...(before.dependencies.get(key) ?? []), ...(after.dependencies.get(key) ?? [])];
    if (from.length > 0) {
      dependencies.set(key, new Set(from));
    }
  }
  return dependencies;
}

/** Transforms that resources pass down to their descendants. */
export class InheritedTransforms {
  /** Absent for resources that pass nothing down, which are nearly all. */
  readonly #passedDown = new WeakMap<Resource, readonly ResourceTransform[]>();
  /** Registered for the whole stack. */
  readonly stack: ResourceTransform[] = [];

  /** All that apply to a new resource: its own, those of its ancestors from the nearest upward, the stack's. */
  collect(
    resource: Resource,
    parent: Resource | undefined,
    { transforms = [] }: ResourceOptions,
  ): readonly ResourceTransform[] {
    const inherited = (parent && this.#passedDown.get(parent)) ?? [];
    const down = transforms.length > 0 ? [...transforms, ...inherited] : inherited;
    if (down.length > 0) {
      this.#passedDown.set(resource, down);
    }
    return this.stack.length > 0 ? [...down, ...this.stack] : down;
  }
}
