import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type { FactInputs } from "#graph/facts";
import type { Layer } from "#graph/layers";
import { type Endpoint, endpointId, type Link } from "./link.ts";
import { withReplacementOrder } from "./replacement.ts";

/** A component's metadata besides its resources; views read it from the graph. */
export interface ComponentMetadata {
  /** Facts about it by topic; plans render them as text, rules and other views read them. */
  readonly facts?: FactInputs;
  /** Its endpoints. */
  readonly endpoints?: readonly Endpoint[];
  /** What it connects to, or whoever is named as the caller. */
  readonly links?: readonly Link[];
  /** Additional plain data or outputs that views or other stacks need, by name. */
  readonly outputs?: Readonly<Record<string, Input<unknown>>>;
}

/**
 * Base of every strata component: a Pulumi component resource whose type token is `strata:<layer>:<Class>` and which
 * publishes plain data about itself, so that plans, policies and diagrams see it both offline and in the state of a
 * deployment.
 *
 * @public
 */
export abstract class Component extends ComponentResource {
  /**
   * @param layer the layer whose folder contains the class
   * @param kind class name
   * @param name logical name, unique under the parent and stable: it is the identity of all children
   * @param settings the arguments with defaults filled in; plain values only, because registration waits for every
   *   Output in them, and all children wait for the registration
   */
  constructor(
    layer: Layer,
    kind: string,
    name: string,
    settings: object,
    opts: ComponentResourceOptions | undefined,
  ) {
    // A component inside another one has the order from it.
    const ordered = opts?.parent instanceof Component ? opts : withReplacementOrder(opts);
    super(`strata:${layer}:${kind}`, name, { ...settings }, ordered);
  }

  /** Identity of an endpoint that the component owns. @param role such as `http`, `metrics` or `primary` */
  protected endpointId(role: string): Output<string> {
    return endpointId(this.urn, role);
  }

  /** Registers the component's metadata. Call it last in the constructor, once. */
  protected publish(publication: ComponentMetadata = {}): void {
    this.registerOutputs({ ...publication });
  }
}
