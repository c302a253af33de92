import type { Resource } from "@pulumi/pulumi";
import type { Node } from "../model.ts";
import { describe, RefusedResource } from "./failure.ts";
import { type Options, settingsOf, type Writable } from "./inputs/settings.ts";
import type { Sources } from "./source.ts";

const STACK_TYPE = "pulumi:pulumi:Stack";

/** A node while it is recorded: an absent `protect` is inherited. */
export type Draft = Writable<Omit<Node, "protect">> & { protect: boolean | undefined };

/** The resources of one run, by URN and by the objects that stand for them. */
export class Registry {
  readonly #prefix: string;
  readonly #sources: Sources;
  readonly #drafts = new Map<string, Draft>();
  readonly #resources = new Map<string, Resource>();
  readonly #draftOf = new WeakMap<Resource, Draft>();
  /** URN to those of the resources that its inputs come from, components among them, which no node depends on. */
  readonly waits = new Map<string, ReadonlySet<string>>();

  constructor(project: string, stack: string, sources: Sources) {
    this.#prefix = `urn:pulumi:${stack}::${project}::`;
    this.#sources = sources;
  }

  /** @throws RefusedResource when the name is taken under the parent, or the parent is of another run */
  add(
    resource: Resource,
    parent: Resource | undefined,
    { type, name, custom }: Pick<Node, "type" | "name" | "custom">,
  ): Draft {
    const source = type === STACK_TYPE ? undefined : this.#sources.ofResource(resource);
    const above = parent && this.#draftOf.get(parent);
    if (parent && !above) {
      throw new RefusedResource(
        `${describe({ type, name })} has a parent that another program constructed`,
        source,
      );
    }
    const below = above && above.type !== STACK_TYPE ? `${typePath(above.urn)}$` : "";
    const urn = `${this.#prefix}${below}${type}::${name}`;
    const taken = this.#drafts.get(urn);
    if (taken) {
      const where = above && above.type !== STACK_TYPE ? `under ${describe(above)}` : "in the stack";
      const { file, line } = taken.source ?? {};
      const first = file ? `; the first is at ${file}:${line}` : "";
      throw new RefusedResource(
        `two resources ${where} are called ${describe({ type, name })}${first}`,
        source,
      );
    }
    const draft: Draft = {
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
    this.#drafts.set(urn, draft);
    this.#resources.set(urn, resource);
    this.#draftOf.set(resource, draft);
    return draft;
  }

  /** Lets a further object stand for the resource with this URN. @returns the first such object, if any */
  alias(resource: Resource, urn: string): Resource | undefined {
    const draft = this.#drafts.get(urn);
    if (draft) {
      this.#draftOf.set(resource, draft);
    }
    return this.#resources.get(urn);
  }

  draftOf(resource: Resource): Draft | undefined {
    return this.#draftOf.get(resource);
  }

  /** URN of a resource of this run; undefined for any other value. */
  readonly urnOf = (resource: unknown): string | undefined =>
    typeof resource === "object" && resource !== null
      ? this.#draftOf.get(resource as Resource)?.urn
      : undefined;

  readonly resourceOf = (urn: string): Resource | undefined => this.#resources.get(urn);

  /** @throws RefusedResource when none is given, or one that cannot manage the resource */
  providerOf(draft: Draft, { provider }: Options): string | undefined {
    const found = provider && this.#draftOf.get(provider);
    const [needed = ""] = draft.type.split(":");
    if (needed === "pulumi" || found?.type === `pulumi:providers:${needed}`) {
      return found?.urn;
    }
    let reason =
      "has no provider and would fall to a default one, which every stack disables; " +
      "give it { provider }, or its parent { providers }";
    if (found) {
      reason = `has a provider for ${found.type.split(":").at(-1)}, and needs one for ${needed}`;
    } else if (provider) {
      reason = "has a provider that another program constructed";
    }
    throw new RefusedResource(`${describe(draft)} ${reason}`, draft.source);
  }

  keepOptions(draft: Draft, options: Options): void {
    draft.protect = options.protect;
    draft.settings = settingsOf(options, this.urnOf);
  }

  /** In the order of construction. */
  drafts(): Draft[] {
    return [...this.#drafts.values()];
  }

  /** The recorded nodes, with what the engine lets a resource inherit from its parent. */
  nodes(): Node[] {
    return this.drafts().map((draft) => {
      const parent = draft.parent === undefined ? undefined : this.#drafts.get(draft.parent);
      const { retainOnDelete, deletedWith } = parent?.settings ?? {};
      if (retainOnDelete !== undefined && draft.settings.retainOnDelete === undefined) {
        draft.settings = { ...draft.settings, retainOnDelete };
      }
      if (deletedWith !== undefined && draft.settings.deletedWith === undefined) {
        draft.settings = { ...draft.settings, deletedWith };
      }
      // Parents come before their children, so that theirs is decided.
      return Object.assign(draft, { protect: draft.protect ?? parent?.protect ?? false });
    });
  }
}

/** Types from the outermost ancestor to the resource, as its URN holds them. */
function typePath(urn: string): string {
  return urn.split("::")[2] ?? "";
}
