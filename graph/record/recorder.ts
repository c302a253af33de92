import { AsyncLocalStorage } from "node:async_hooks";
import {
  type ComponentResourceOptions,
  type CustomResourceOptions,
  type Inputs,
  Output,
  type ProviderResource,
  type Resource,
  type ResourceOptions,
  type ResourceTransformation,
} from "@pulumi/pulumi";
import type { Alias, Node, ResourceSettings, Values } from "../model.ts";
import { knownOutput, propertyOutput, type Sent, unknownOutput } from "./outputs.ts";
import { dependsOn } from "./sdk.ts";
import { sourcePosition } from "./source.ts";
import { applyTransforms, InheritedTransforms } from "./transforms.ts";
import { serializeLater, serializePlain, toValue, toValues } from "./values.ts";

const STACK_TYPE = "pulumi:pulumi:Stack";

/** The recorder of the program that is running, if it runs offline. */
export const activeRecorder = new AsyncLocalStorage<Recorder>();

/** One thing that went wrong while the program ran, with the resource it belongs to. */
export interface RecordingFailure {
  readonly message: string;
  readonly resource: string | undefined;
  readonly cause: unknown;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Writable<Node>;
type Options = ResourceOptions & Partial<CustomResourceOptions> & Partial<ComponentResourceOptions>;

interface Registration {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly inputs: Inputs;
  readonly options: ResourceOptions;
  readonly read?: { readonly id: unknown };
}

/**
 * Takes the place of the engine while a program runs offline. A resource is registered in the call that
 * constructs it: its URN follows from names alone, and plain inputs need no waiting. Only inputs that hold
 * Outputs, explicit dependencies and transforms are completed later.
 */
export class Recorder {
  readonly nodes: Draft[] = [];
  readonly failures: RecordingFailure[] = [];
  readonly transforms = new InheritedTransforms();
  readonly #project: string;
  readonly #stack: string;
  readonly #drafts = new WeakMap<Resource, Draft>();
  readonly #byUrn = new Map<string, Draft>();
  /** Components whose constructor has not reached `registerOutputs`, outermost first. */
  readonly #open = new Set<Draft>();
  readonly #pending = new Map<Promise<void>, string>();
  readonly #aliases = new WeakMap<Resource, ResourceOptions["aliases"]>();

  constructor(project: string, stack: string) {
    this.#project = project;
    this.#stack = stack;
  }

  /**
   * Keeps a resource's aliases from the SDK's constructor, which would turn each into a chain of Outputs for
   * engines that know no alias specs; most kinds of Kubernetes carry several.
   */
  takeAliases: ResourceTransformation = ({ resource, props, opts }) => {
    if (!opts.aliases) {
      return undefined;
    }
    const { aliases, ...rest } = opts;
    this.#aliases.set(resource, aliases);
    return { props, opts: rest };
  };

  register(resource: Resource, parent: Resource | undefined, given: Registration): void {
    const aliases = this.#aliases.get(resource);
    const registration = aliases ? { ...given, options: { ...given.options, aliases } } : given;
    const { type, name, custom, inputs, options } = registration;
    const parentDraft = parent && this.#drafts.get(parent);
    const urn = this.#urn(type, name, parentDraft);
    const draft: Draft = {
      urn,
      type,
      name,
      custom,
      parent: parentDraft?.urn,
      provider: undefined,
      dependencies: [],
      propertyDependencies: {},
      protect: options.protect ?? false,
      inputs: {},
      settings: {},
      published: undefined,
      read: undefined,
      source: type === STACK_TYPE ? undefined : sourcePosition(resource),
    };
    if (this.#byUrn.has(urn)) {
      throw new Error(
        `two resources are called "${name}" (${type}) under ${parentDraft?.urn ?? "the stack"}`,
      );
    }
    this.#drafts.set(resource, draft);
    this.#byUrn.set(urn, draft);
    this.nodes.push(draft);
    this.transforms.remember(resource, parent, options);

    const { wire, later } = serializePlain(inputs);
    const transforms = this.transforms.of(resource);
    const waits = later !== undefined || transforms.length > 0 || needsWaiting(options);
    if (custom) {
      draft.provider = this.#provider(draft, options as CustomResourceOptions);
    } else {
      this.#open.add(draft);
    }
    let sent: Promise<Record<string, unknown>>;
    if (waits) {
      sent = this.#complete(resource, draft, registration, wire, later, transforms);
      this.track(
        sent.then(() => undefined),
        describe(draft),
      );
    } else {
      this.#finish(draft, wire, options, registration);
      sent = Promise.resolve(wire);
    }
    defineOutputs(resource, custom, urn, inputs, sent, options as CustomResourceOptions);
  }

  registerOutputs(resource: Resource, outputs: Inputs | Promise<Inputs> | Output<Inputs>): void {
    const draft = this.#drafts.get(resource);
    if (!draft) {
      return;
    }
    this.#open.delete(draft);
    this.track(
      serializeLater({ outputs }).then(({ wire }) => {
        const published = toValue(wire["outputs"]);
        // The engine stores nothing for a component that publishes nothing.
        draft.published = published === null ? undefined : (published as Values);
      }),
      `outputs of ${describe(draft)}`,
    );
  }

  /** The innermost component that was being constructed when the program stopped. */
  underConstruction(): Draft | undefined {
    return [...this.#open].filter((draft) => draft.type !== STACK_TYPE).at(-1);
  }

  track(work: Promise<void>, what: string): void {
    const tracked: Promise<void> = work
      .catch((cause: unknown) => {
        this.failures.push({ message: messageOf(cause), resource: what, cause });
      })
      .finally(() => this.#pending.delete(tracked));
    this.#pending.set(tracked, what);
  }

  /** Waits until nothing is under way; work that starts more work is waited for too. */
  async settle(): Promise<void> {
    while (this.#pending.size > 0) {
      await Promise.all(this.#pending.keys());
      // An apply callback that registers something runs in the turns after its input settled.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** What is still waited for: after the event loop ran dry, the members of a circle. */
  waiting(): string[] {
    return [...this.#pending.values()];
  }

  #urn(type: string, name: string, parent: Draft | undefined): string {
    const qualified = parent && parent.type !== STACK_TYPE ? `${parent.urn.split("::")[2]}$${type}` : type;
    return `urn:pulumi:${this.#stack}::${this.#project}::${qualified}::${name}`;
  }

  #provider(draft: Draft, options: CustomResourceOptions): string | undefined {
    const provider = options.provider && this.#drafts.get(options.provider as ProviderResource);
    if (provider) {
      return provider.urn;
    }
    if (!draft.type.startsWith("pulumi:")) {
      const at = draft.source ? ` at ${draft.source.file}:${draft.source.line}` : "";
      throw new Error(
        `${describe(draft)}${at} has no provider and would fall to a default one, which every stack disables; ` +
          "give it { provider }, or its parent { providers }",
      );
    }
    return undefined;
  }

  async #complete(
    resource: Resource,
    draft: Draft,
    registration: Registration,
    wire: Record<string, unknown>,
    later: Inputs | undefined,
    transforms: ReturnType<InheritedTransforms["of"]>,
  ): Promise<Record<string, unknown>> {
    const { type, name, custom, inputs } = registration;
    const serialized = await serializeLater(later ?? {});
    let sent: Record<string, unknown> = {};
    for (const key of Object.keys(inputs)) {
      const value = key in wire ? wire[key] : serialized.wire[key];
      if (value !== undefined) {
        sent[key] = value;
      }
    }
    let options: Options = registration.options;
    if (transforms.length > 0 && type !== STACK_TYPE) {
      ({ wire: sent, options } = await applyTransforms(transforms, { type, name, custom }, sent, options));
    }
    const all = new Set<string>();
    const exclude = new Set([resource]);
    const urnsOf = async (from: Iterable<Resource>) => {
      const urns = await dependsOn.getAllTransitivelyReferencedResourceURNs(new Set(from), exclude);
      for (const urn of urns) {
        all.add(urn);
      }
      return [...urns].sort();
    };
    await urnsOf(await dependsOn.gatherExplicitDependencies(options.dependsOn));
    const byProperty: Record<string, readonly string[]> = {};
    for (const [key, from] of serialized.dependencies) {
      byProperty[key] = await urnsOf(from);
    }
    draft.dependencies = [...all].sort();
    draft.propertyDependencies = byProperty;
    draft.protect = options.protect ?? false;
    if (custom && options.provider) {
      draft.provider = this.#provider(draft, options as CustomResourceOptions);
    }
    this.#finish(draft, sent, options, registration);
    draft.settings = { ...draft.settings, ...(await this.#referenceSettings(options)) };
    return sent;
  }

  #finish(draft: Draft, wire: Record<string, unknown>, options: Options, registration: Registration): void {
    draft.inputs = toValues(wire);
    draft.settings = plainSettings(options);
    if (options.aliases?.length && !options.aliases.some(holdsOutput)) {
      draft.settings = {
        ...draft.settings,
        aliases: options.aliases.map((alias) => this.#alias(alias as string | Record<string, unknown>)),
      };
    }
    if (registration.read) {
      const { id } = registration.read;
      draft.read = { id: typeof id === "string" ? id : { $unknown: true } };
    }
  }

  /** Options that point at other resources; aliases may be Outputs. */
  async #referenceSettings(options: Options): Promise<ResourceSettings> {
    const settings: Writable<ResourceSettings> = {};
    if (options.aliases?.length) {
      settings.aliases = await Promise.all(
        options.aliases.map(async (alias) =>
          this.#alias(typeof alias === "string" ? alias : await settled(alias)),
        ),
      );
    }
    const deletedWith = this.#urnOf(options.deletedWith);
    if (deletedWith) {
      settings.deletedWith = deletedWith;
    }
    return settings;
  }

  #alias(alias: string | Record<string, unknown>): Alias {
    if (typeof alias === "string") {
      return alias;
    }
    const { parent, ...parts } = alias;
    const parentUrn = typeof parent === "string" ? parent : this.#urnOf(parent);
    return { ...toValues(parts), ...(parentUrn ? { parent: parentUrn } : {}) } as Alias;
  }

  #urnOf(resource: unknown): string | undefined {
    return typeof resource === "object" && resource !== null
      ? this.#drafts.get(resource as Resource)?.urn
      : undefined;
  }
}

function needsWaiting(options: Options): boolean {
  return Boolean(options.dependsOn || options.deletedWith || options.aliases?.some(holdsOutput));
}

function holdsOutput(alias: unknown): boolean {
  return (
    Output.isInstance(alias) ||
    (typeof alias === "object" &&
      alias !== null &&
      Object.values(alias).some((part) => Output.isInstance(part)))
  );
}

/** An alias whose parts are all plain, except its parent, which stays a resource or a URN. */
async function settled(alias: unknown): Promise<Record<string, unknown>> {
  const { parent, ...parts } = alias as Record<string, unknown>;
  const { wire } = await serializeLater(parts);
  return { ...wire, ...(parent === undefined ? {} : { parent }) };
}

function plainSettings(options: Options): ResourceSettings {
  const settings: Writable<ResourceSettings> = {};
  if (options.ignoreChanges?.length) settings.ignoreChanges = options.ignoreChanges;
  if (options.replaceOnChanges?.length) settings.replaceOnChanges = options.replaceOnChanges;
  if (options.additionalSecretOutputs?.length) {
    settings.additionalSecretOutputs = options.additionalSecretOutputs;
  }
  if (options.deleteBeforeReplace !== undefined) settings.deleteBeforeReplace = options.deleteBeforeReplace;
  if (options.retainOnDelete !== undefined) settings.retainOnDelete = options.retainOnDelete;
  if (options.customTimeouts) {
    settings.customTimeouts = options.customTimeouts as NonNullable<ResourceSettings["customTimeouts"]>;
  }
  if (options.import !== undefined) settings.import = String(options.import);
  if (options.version) settings.version = options.version;
  return settings;
}

/** Gives a resource its outputs, each made when it is first read: most never are. */
function defineOutputs(
  resource: Resource,
  custom: boolean,
  urn: string,
  inputs: Inputs,
  sent: Promise<Record<string, unknown>>,
  options: CustomResourceOptions,
): void {
  lazily(resource, "urn", () => knownOutput(resource, urn));
  if (!custom) {
    return;
  }
  lazily(resource, "id", () => unknownOutput(resource));
  const secrets = new Set(options.additionalSecretOutputs ?? []);
  for (const key of Object.keys(inputs)) {
    if (key !== "id" && key !== "urn") {
      lazily(resource, key, () =>
        propertyOutput(
          resource,
          sent.then((wire): Sent => ({ wire: wire[key], secret: secrets.has(key) })),
        ),
      );
    }
  }
}

function lazily(resource: Resource, key: string, make: () => unknown): void {
  Object.defineProperty(resource, key, {
    configurable: true,
    enumerable: true,
    get() {
      const value = make();
      Object.defineProperty(resource, key, { value, configurable: true, enumerable: true, writable: true });
      return value;
    },
  });
}

export function describe(node: { readonly type: string; readonly name: string }): string {
  return `${node.name} (${node.type})`;
}

export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
