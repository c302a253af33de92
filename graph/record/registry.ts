import type { Resource } from "@pulumi/pulumi";
import type { Node } from "../model.ts";
import { STACK_TYPE } from "../stacks.ts";
import { defaultProvidersOf } from "./default-providers.ts";
import { describe, RefusedResource } from "./failure.ts";
import { type Options, settingsOf, type Writable } from "./inputs/settings.ts";
import type { RunOptions } from "./sdk/store.ts";
import type { Sources } from "./source.ts";

/** A node during recording: an absent `protect` is inherited. */
export type PendingNode = Writable<Omit<Node, "protect">> & { protect: boolean | undefined };

/** A resource that a provider registers. */
type Adopted = Pick<Node, "type" | "name" | "inputs">;

/** The resources of one run, by URN and by the objects that represent them. */
export class Registry {
  readonly #prefix: string;
  readonly #sources: Sources;
  readonly #pendingNodes = new Map<string, PendingNode>();
  readonly #resources = new Map<string, Resource>();
  readonly #pendingOf = new WeakMap<Resource, PendingNode>();
  /** URN to the URNs of the resources that its inputs come from, including components, which no node depends on. */
  readonly waits = new Map<string, ReadonlySet<string>>();

  /** Whether a resource or function of a package may use the package's default provider. */
  readonly allowsDefaultProvider: (packageName: string) => boolean;

  constructor(options: RunOptions, sources: Sources) {
    this.#prefix = `urn:pulumi:${options.stack}::${options.project}::`;
    this.#sources = sources;
    this.allowsDefaultProvider = defaultProvidersOf(options);
  }

  /** @throws RefusedResource when the name is taken under the parent, or the parent belongs to another run */
  add(
    resource: Resource,
    parent: Resource | undefined,
    { type, name, custom }: Pick<Node, "type" | "name" | "custom">,
  ): PendingNode {
    const source = type === STACK_TYPE ? undefined : this.#sources.ofResource(resource);
    const above = parent && this.#pendingOf.get(parent);
    if (parent && !above) {
      throw new RefusedResource(
        `${describe({ type, name })} has a parent that another program constructed`,
        source,
      );
    }
    const pending = this.#place({ type, name, custom }, above, source);
    this.#resources.set(pending.urn, resource);
    this.#pendingOf.set(resource, pending);
    return pending;
  }

  /**
   * Adds a resource that a provider registers, and no object of the program represents.
   *
   * @throws RefusedResource when the name is taken under the parent
   */
  adopt(parent: PendingNode, provider: string | undefined, { type, name, inputs }: Adopted): void {
    const pending = this.#place({ type, name, custom: true }, parent, parent.source);
    pending.provider = provider;
    pending.inputs = inputs;
  }

  #place(
    { type, name, custom }: Pick<Node, "type" | "name" | "custom">,
    above: PendingNode | undefined,
    source: PendingNode["source"],
  ): PendingNode {
    const below = above && above.type !== STACK_TYPE ? `${typePath(above.urn)}$` : "";
    const urn = `${this.#prefix}${below}${type}::${name}`;
    const taken = this.#pendingNodes.get(urn);
    if (taken) {
      const where = above && above.type !== STACK_TYPE ? `under ${describe(above)}` : "in the stack";
      const { file, line } = taken.source ?? {};
      const first = file ? `; the first is at ${file}:${line}` : "";
      throw new RefusedResource(
        `two resources ${where} are called ${describe({ type, name })}${first}`,
        source,
      );
    }
    const pending: PendingNode = {
      urn,
      type,
      name,
      custom,
      parent: above?.urn,
      provider: undefined,
      dependencies: [],
      propertyDependencies: {},
      protect: undefined,
      inputs: {},
      settings: {},
      published: undefined,
      read: undefined,
      source,
    };
    this.#pendingNodes.set(urn, pending);
    return pending;
  }

  /** Lets another object represent the resource with this URN. @returns the first such object, if any */
  alias(resource: Resource, urn: string): Resource | undefined {
    const pending = this.#pendingNodes.get(urn);
    if (pending) {
      this.#pendingOf.set(resource, pending);
    }
    return this.#resources.get(urn);
  }

  pendingOf(resource: Resource): PendingNode | undefined {
    return this.#pendingOf.get(resource);
  }

  /** URN of a resource of this run; undefined for any other value. */
  readonly urnOf = (resource: unknown): string | undefined =>
    typeof resource === "object" && resource !== null
      ? this.#pendingOf.get(resource as Resource)?.urn
      : undefined;

  readonly resourceOf = (urn: string): Resource | undefined => this.#resources.get(urn);

  /**
   * URN of the provider that manages a resource; undefined for a default one.
   *
   * @throws RefusedResource when no provider is set and default ones are refused, or the provider cannot manage the
   *   resource
   */
  providerOf(pending: PendingNode, { provider }: Options): string | undefined {
    const found = provider && this.#pendingOf.get(provider);
    const [needed = ""] = pending.type.split(":");
    if (!provider && this.allowsDefaultProvider(needed)) {
      return undefined;
    }
    if (needed === "pulumi" || found?.type === `pulumi:providers:${needed}`) {
      return found?.urn;
    }
    let reason =
      "has no provider, and default ones are disabled (pulumi:disable-default-providers); " +
      "give it { provider }, or its parent { providers }";
    if (found) {
      reason = `has a provider for ${found.type.split(":").at(-1)}, and needs one for ${needed}`;
    } else if (provider) {
      reason = "has a provider that another program constructed";
    }
    throw new RefusedResource(`${describe(pending)} ${reason}`, pending.source);
  }

  keepOptions(pending: PendingNode, options: Options): void {
    pending.protect = options.protect;
    pending.settings = settingsOf(options, this.urnOf);
  }

  /** In the order of construction. */
  pending(): PendingNode[] {
    return [...this.#pendingNodes.values()];
  }

  /** The recorded nodes, with the options that a resource inherits from its parent. */
  nodes(): Node[] {
    return this.pending().map((pending) => {
      const parent = pending.parent === undefined ? undefined : this.#pendingNodes.get(pending.parent);
      const { retainOnDelete, deletedWith } = parent?.settings ?? {};
      if (retainOnDelete !== undefined && pending.settings.retainOnDelete === undefined) {
        pending.settings = { ...pending.settings, retainOnDelete };
      }
      if (deletedWith !== undefined && pending.settings.deletedWith === undefined) {
        pending.settings = { ...pending.settings, deletedWith };
      }
      // Parents precede their children, so theirs is already resolved.
      return Object.assign(pending, { protect: pending.protect ?? parent?.protect ?? false });
    });
  }
}

/** Types from the outermost ancestor to the resource, as in its URN. */
function typePath(urn: string): string {
  return urn.split("::")[2] ?? "";
}
