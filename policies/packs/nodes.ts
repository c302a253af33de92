import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { Node, Value } from "#graph/model";
import { type EngineValues, fromEngine } from "./values.ts";

/** A resource from the engine, as rules read it. */
export interface EngineNode {
  readonly node: Node;
  /** The engine's error for an unknown value of it that a rule read. */
  errorOf(marker: Value): Error | undefined;
}

/** What the engine passes to a policy over one resource: its inputs. */
export function nodeOfResource(args: ResourceValidationArgs): EngineNode {
  return nodeOf(args, args.props, args.opts.parent, [], {});
}

/**
 * What the engine hands to a policy over the stack. Its properties are outputs, which for a component is what
 * it published; rules read both.
 *
 * @param inputs the resource's inputs if they are known. Default: its outputs, which contain them once it exists
 */
export function nodeOfStackResource(
  resource: PolicyResource,
  inputs: PolicyResource["props"] = resource.props,
): EngineNode {
  const { parent, dependencies, propertyDependencies } = resource;
  return nodeOf(
    resource,
    inputs,
    parent?.urn,
    dependencies.map(({ urn }) => urn).sort(),
    Object.fromEntries(
      Object.entries(propertyDependencies).map(([input, from]) => [input, from.map(({ urn }) => urn).sort()]),
    ),
    isManaged(resource) ? undefined : resource.props,
  );
}

function nodeOf(
  resource: ResourceValidationArgs | PolicyResource,
  inputs: PolicyResource["props"],
  parent: string | undefined,
  dependencies: readonly string[],
  propertyDependencies: Node["propertyDependencies"],
  outputs?: PolicyResource["props"],
): EngineNode {
  const { type, name, urn, opts, provider } = resource;
  let converted: EngineValues | undefined;
  let published: EngineValues | undefined;
  const node: Node = {
    urn,
    type,
    name,
    custom: isManaged(resource),
    parent,
    provider: provider?.urn,
    dependencies,
    propertyDependencies,
    protect: opts.protect,
    // The engine passes the whole stack to each policy again, and most policies read few of its resources.
    get inputs() {
      converted ??= fromEngine(inputs);
      return converted.values;
    },
    settings: {},
    get published() {
      published ??= outputs && fromEngine(outputs);
      return published?.values;
    },
    read: undefined,
    source: undefined,
    revealed: true,
  };
  return {
    node,
    errorOf: (marker) => converted?.unknowns.get(marker) ?? published?.unknowns.get(marker),
  };
}

/** Whether a provider manages it; anything else is a component. */
function isManaged({ provider, type }: Pick<PolicyResource, "provider" | "type">): boolean {
  return provider !== undefined || type.startsWith("pulumi:providers:");
}
