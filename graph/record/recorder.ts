import { AsyncLocalStorage } from "node:async_hooks";
import type { Inputs, Output, Resource, ResourceTransformation } from "@pulumi/pulumi";
import type { Value, Values } from "../model.ts";
import { complete } from "./completion.ts";
import { describe, Failures, RefusedResource } from "./failure.ts";
import { type GivenOptions, GivenValues } from "./given.ts";
import { holdsOutputs, type Options } from "./inputs/settings.ts";
import { InheritedTransforms } from "./inputs/transforms.ts";
import { serializeLater, serializePlain, toValue, toValues, type Wire } from "./inputs/values.ts";
import { holdsManifests, manifestResources } from "./manifests/objects.ts";
import { type PendingNode, Registry } from "./registry.ts";
import {
  answerOutput,
  fromValue,
  knownOutput,
  lazily,
  propertyOutput,
  unknownOutput,
} from "./sdk/outputs.ts";
import type { RunOptions } from "./sdk/store.ts";
import { KnownSecrets, type SecretListener } from "./secrets/known-secrets.ts";
import { Sources } from "./source.ts";
import { type Task, Tasks } from "./tasks.ts";

/** The recorder of the program that is running, if it runs offline. */
export const activeRecorder = new AsyncLocalStorage<Recorder>();

/** A resource as the SDK's constructor passes it. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  /** Managed by a provider: not a component. */
  readonly custom: boolean;
  /** A component whose children its provider constructs. */
  readonly remote: boolean;
  readonly inputs: Inputs;
  readonly options: Options;
  /** Set for an existing resource that is only read. */
  readonly read?: { readonly id: unknown };
}

type TaskOwner = PendingNode | undefined;

/**
 * Replaces the engine while a program runs offline. A resource is registered in its constructor's call: its URN is
 * derived from names alone, and plain inputs are synchronous. Only inputs that contain Outputs, explicit dependencies
 * and transforms are completed later.
 */
export class Recorder {
  readonly registry: Registry;
  readonly failures = new Failures();
  readonly transforms = new InheritedTransforms();
  readonly sources: Sources;
  readonly given: GivenValues;
  readonly secrets: KnownSecrets;
  /** Text that stands for an encrypted value in the configuration. */
  readonly encryptedValue: string | undefined;
  readonly tasks = new Tasks<TaskOwner>(
    (cause, task) => this.fail(cause, task),
    (cause) => this.failures.recover(cause),
  );
  /** Receives every Output that the program creates. */
  readonly watch = (output: Promise<unknown>) => this.tasks.watch(output);
  readonly #aliases = new WeakMap<Resource, Options["aliases"]>();
  #ended = false;

  constructor(options: RunOptions & GivenOptions & { readonly onSecret?: SecretListener }) {
    this.secrets = new KnownSecrets(options.onSecret, options.encryptedValue);
    this.encryptedValue = options.encryptedValue;
    this.sources = new Sources(options.root);
    this.registry = new Registry(options, this.sources);
    this.given = new GivenValues(options);
  }

  /**
   * Hides a resource's aliases from the SDK's constructor, which would turn each into a chain of Outputs for engines
   * without alias specs; most Kubernetes kinds have several.
   */
  readonly takeAliases: ResourceTransformation = ({ resource, props, opts }) => {
    if (!opts.aliases) {
      return undefined;
    }
    const { aliases, ...rest } = opts;
    this.#aliases.set(resource, aliases);
    return { props, opts: rest };
  };

  /** @throws Error when the name is taken, or a provider or the parent is missing */
  register(resource: Resource, parent: Resource | undefined, registration: Registration): void {
    const { custom, remote, inputs } = registration;
    if (this.#ended) {
      throw new Error(
        `${describe(registration)} is constructed after its program ended; a promise is not awaited`,
      );
    }
    const pending = this.registry.add(resource, parent, registration);
    const aliases = this.#aliases.get(resource);
    const options = aliases ? { ...registration.options, aliases } : registration.options;
    // The stack itself has no parent.
    const transforms = parent ? this.transforms.collect(resource, parent, options) : [];
    if (remote) {
      pending.remote = true;
    }
    const provider = custom || remote ? this.registry.providerOf(pending, options) : undefined;
    pending.provider = custom ? provider : undefined;

    const { wire, later } = serializePlain(inputs);
    let sent: () => Promise<Wire>;
    if (later || transforms.length > 0 || options.dependsOn || options.replaceWith || holdsOutputs(options)) {
      const unfinished = { resource, pending, inputs, plain: wire, later, options, transforms };
      const work = this.tasks.run(pending, "inputs", (task) => complete(unfinished, this.registry, task));
      sent = () => work;
    } else {
      pending.inputs = wire;
      this.registry.keepOptions(pending, options);
      sent = () => Promise.resolve(wire);
    }

    if (remote && holdsManifests(pending.type)) {
      void this.tasks.run(pending, "manifests", async () => {
        await sent();
        for (const each of await manifestResources(pending.name, pending.inputs)) {
          this.registry.adopt(pending, provider, each);
        }
      });
    }
    lazily(resource, "urn", () => knownOutput(resource, pending.urn));
    if (custom) {
      this.#defineId(resource, pending, registration.read);
    }
    if (registration.read && this.given.reads(pending.type)) {
      this.#defineState(resource, pending, registration, sent);
    } else if (custom || remote) {
      defineProperties(resource, inputs, options, sent);
    }
  }

  /** Lets another object represent the resource with this URN; resources of another stack are unknown. */
  refer(resource: Resource, urn: string, custom: boolean, inputs: Inputs): void {
    const original = this.registry.alias(resource, urn) as
      | { readonly [property: string]: unknown }
      | undefined;
    lazily(resource, "urn", () => knownOutput(resource, urn));
    for (const key of [...(custom ? ["id"] : []), ...Object.keys(inputs)]) {
      lazily(resource, key, () => original?.[key] ?? unknownOutput(resource));
    }
  }

  registerOutputs(resource: Resource, outputs: Inputs | Promise<Inputs> | Output<Inputs>): void {
    const pending = this.registry.pendingOf(resource);
    if (!pending) {
      return;
    }
    const { wire, later } = serializePlain({ outputs });
    if (!later) {
      publish(pending, wire["outputs"]);
      return;
    }
    void this.tasks.run(pending, "outputs", async () => {
      const serialized = await serializeLater(later);
      publish(pending, toValue(serialized.wire["outputs"], "outputs"));
    });
  }

  /** Records a failure. @param task the work that it stopped, if the graph needs it */
  fail(cause: unknown, task: Task<TaskOwner> | undefined): void {
    const pending = task?.owner;
    const source = this.sources.ofError(cause) ?? pending?.source;
    const message = this.secrets.messageOf(cause);
    if (!task || cause instanceof RefusedResource) {
      this.failures.addStray({ message, resource: undefined, source, cause });
    } else {
      const resource = pending && describe(pending);
      this.failures.add({ message: `${task.step}: ${message}`, resource, source, cause });
    }
  }

  /** No resource may be constructed from here on. */
  end(): void {
    this.#ended = true;
  }

  /** The innermost component in whose constructor an error was thrown. */
  componentBehind(cause: unknown): PendingNode | undefined {
    const calls = this.sources
      .callsBehind(cause)
      .map(({ file, line, column }) => `${file}:${line}:${column}`);
    return this.registry.pending().findLast(({ custom, source }) => {
      return !custom && source && calls.includes(`${source.file}:${source.line}:${source.column}`);
    });
  }

  /** A read resource has the properties supplied for it; all others are unknown. */
  #defineState(
    resource: Resource,
    pending: PendingNode,
    { inputs, read }: Registration,
    sent: () => Promise<Wire>,
  ): void {
    const state = this.tasks.run(pending, "properties", async () => {
      const { wire } = await serializeLater({ id: read?.id });
      return this.given.read(pending.type, { ...toValues(await sent()), ...toValues(wire) });
    });
    for (const key of Object.keys(inputs)) {
      lazily(resource, key, () =>
        answerOutput(
          state.then((properties) => ({ ...fromValue(properties[key]), dependencies: [resource] })),
        ),
      );
    }
  }

  /** The cloud assigns a new resource's id; the program sets the id of a resource that is only read. */
  #defineId(resource: Resource, pending: PendingNode, read: Registration["read"]): void {
    if (!read) {
      lazily(resource, "id", () => unknownOutput(resource));
    } else if (typeof read.id === "string") {
      const { id } = read;
      pending.read = { id };
      lazily(resource, "id", () => knownOutput(resource, id));
    } else {
      pending.read = { id: { $unknown: true } };
      const sent = this.tasks.run(pending, "id", async () => {
        const { wire } = await serializeLater({ id: read.id });
        pending.read = { id: toValue(wire["id"], "id") };
        return wire["id"];
      });
      lazily(resource, "id", () =>
        propertyOutput(
          resource,
          sent.then((wire) => ({ wire, secret: false })),
        ),
      );
    }
  }
}

function defineProperties(
  resource: Resource,
  inputs: Inputs,
  options: Options,
  sent: () => Promise<Wire>,
): void {
  const secrets = new Set(options.additionalSecretOutputs);
  for (const key of Object.keys(inputs)) {
    if (key !== "id" && key !== "urn") {
      lazily(resource, key, () =>
        propertyOutput(
          resource,
          sent().then((wire) => ({ wire: wire[key], secret: secrets.has(key) })),
        ),
      );
    }
  }
}

/** The engine stores nothing for a component that publishes nothing. */
function publish(pending: PendingNode, published: Value | undefined): void {
  const something = typeof published === "object" && published !== null && Object.keys(published).length > 0;
  pending.published = something ? (published as Values) : undefined;
}
