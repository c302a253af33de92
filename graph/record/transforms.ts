import type { CustomResourceOptions, Resource, ResourceOptions, ResourceTransform } from "@pulumi/pulumi";
import { rpc } from "./sdk.ts";
import { serializeLater } from "./values.ts";

export interface Transformed {
  readonly wire: Record<string, unknown>;
  readonly options: ResourceOptions;
}

/**
 * Runs transforms in the engine's order: the resource's own, then those of its ancestors from the nearest
 * upwards, then the stack's. Each sees what the one before it returned.
 */
export async function applyTransforms(
  transforms: readonly ResourceTransform[],
  resource: { readonly type: string; readonly name: string; readonly custom: boolean },
  wire: Record<string, unknown>,
  options: ResourceOptions,
): Promise<Transformed> {
  let current: Transformed = { wire, options };
  for (const transform of transforms) {
    const props: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(current.wire)) {
      props[key] = rpc.deserializeProperty(value, true);
    }
    const result = await transform({ ...resource, props, opts: current.options as CustomResourceOptions });
    if (result) {
      const next = await serializeLater(result.props);
      current = { wire: next.wire, options: { ...current.options, ...result.opts } };
    }
  }
  return current;
}

/** Transforms that a resource's ancestors pass down, nearest first. */
export class InheritedTransforms {
  readonly #own = new WeakMap<Resource, readonly ResourceTransform[]>();
  readonly #parent = new WeakMap<Resource, Resource>();
  /** Registered for the whole stack. */
  readonly stack: ResourceTransform[] = [];

  remember(resource: Resource, parent: Resource | undefined, options: ResourceOptions): void {
    if (options.transforms?.length) {
      this.#own.set(resource, options.transforms);
    }
    if (parent) {
      this.#parent.set(resource, parent);
    }
  }

  of(resource: Resource): readonly ResourceTransform[] {
    const found: ResourceTransform[] = [];
    for (let at: Resource | undefined = resource; at; at = this.#parent.get(at)) {
      found.push(...(this.#own.get(at) ?? []));
    }
    return [...found, ...this.stack];
  }
}
