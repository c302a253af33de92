import type { Inputs, Resource, ResourceTransform } from "@pulumi/pulumi";
import type { Value } from "../model.ts";
import { type Options, settled } from "./inputs/settings.ts";
import { applyTransforms } from "./inputs/transforms.ts";
import { type Serialized, serializeLater, toValue, type Wire } from "./inputs/values.ts";
import type { PendingNode, Registry } from "./registry.ts";
import { dependsOn } from "./sdk/sdk.ts";
import { plainSecretsIn } from "./secrets/plain-inputs.ts";
import type { Task } from "./tasks.ts";

/** A registered resource whose inputs, options or transforms are asynchronous. */
export interface Unfinished {
  readonly resource: Resource;
  readonly pending: PendingNode;
  readonly inputs: Inputs;
  /** Inputs that are already serialized. */
  readonly plain: Wire;
  /** Inputs that are not. */
  readonly later: object | undefined;
  readonly options: Options;
  readonly transforms: readonly ResourceTransform[];
}

/**
 * Completes a resource's node once all its asynchronous parts are resolved.
 *
 * @param task receives what is awaited
 * @returns the inputs as the SDK would send them to the engine
 */
export async function complete(
  { resource, pending, inputs, plain, later, options, transforms }: Unfinished,
  registry: Registry,
  task: Task<unknown>,
): Promise<Wire> {
  const step = (name: string) => {
    task.step = `input "${name}"`;
  };
  const serialized = inOrder(inputs, plain, await serializeLater(later ?? {}, step));
  const plainSecrets = pending.custom ? await plainSecretsIn(later ?? {}) : [];
  if (plainSecrets.length > 0) {
    pending.plainSecrets = plainSecrets;
  }
  task.step = "transforms";
  const final = await applyTransforms(transforms, pending, { ...serialized, options }, registry.resourceOf);

  const values: Record<string, Value> = {};
  for (const [key, value] of Object.entries(final.wire)) {
    step(key);
    values[key] = toValue(value, key);
  }
  pending.inputs = values;

  task.step = "dependencies";
  await keepDependencies(resource, pending, final, final.options, registry);

  task.step = "options";
  if (pending.custom) {
    pending.provider = registry.providerOf(pending, final.options);
  }
  registry.keepOptions(pending, await settled(final.options));
  return final.wire;
}

/** All inputs, in the order in which the program set them. */
function inOrder(inputs: Inputs, plain: Wire, { wire, dependencies }: Serialized): Serialized {
  const all: Record<string, unknown> = {};
  for (const key of Object.keys(inputs)) {
    const value = key in plain ? plain[key] : wire[key];
    if (value !== undefined) {
      all[key] = value;
    }
  }
  return { wire: all, dependencies };
}

async function keepDependencies(
  resource: Resource,
  pending: PendingNode,
  { dependencies }: Serialized,
  options: Options,
  registry: Registry,
): Promise<void> {
  const all = new Set<string>();
  const self = new Set([resource]);
  const urnsOf = async (from: Iterable<Resource>) => {
    const urns = [...(await dependsOn.getAllTransitivelyReferencedResourceURNs(new Set(from), self))].sort();
    for (const urn of urns) {
      all.add(urn);
    }
    return urns;
  };
  for (const explicit of [options.dependsOn, options.replaceWith]) {
    await urnsOf(await dependsOn.gatherExplicitDependencies(explicit));
  }
  const byInput: Record<string, readonly string[]> = {};
  const waits = new Set<string>();
  for (const [input, from] of dependencies) {
    for (const each of from) {
      waits.add(registry.urnOf(each) ?? "");
    }
    const urns = await urnsOf(from);
    if (urns.length > 0) {
      byInput[input] = urns;
    }
  }
  registry.waits.set(pending.urn, waits);
  pending.dependencies = [...all].sort();
  pending.propertyDependencies = byInput;
}
