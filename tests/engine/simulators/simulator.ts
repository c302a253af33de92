import { type Facts, factsOf } from "#models/provider-facts/facts";
import { InitializationFailed, ProviderError } from "../provider/failure.ts";
import type {
  CheckAnswer,
  CheckRequest,
  ConfigureRequest,
  CreateRequest,
  DeleteRequest,
  DiffAnswer,
  DiffRequest,
  Existing,
  InvokeRequest,
  ReadRequest,
  ResourceIdentity,
  TestProvider,
  UpdateRequest,
} from "../provider/provider.ts";
import { fill, revealRecord, type WireRecord } from "../provider/wire.ts";
import type { Cloud, CloudObject } from "./cloud/cloud.ts";
import { after, before, note, type Operation, type Struck } from "./cloud/faults.ts";
import type { Behaviour, Context, Identity, Wish } from "./kind.ts";
import { failuresOf } from "./rules/check.ts";
import { diffOf } from "./rules/diff.ts";
import { unknownOutputs, withMarksOf, withSecrets } from "./rules/outputs.ts";
import type { PackageShapes, ResourceShape } from "./sdk/shapes.ts";
import { answerOf, defaultsFor, withNeverRead } from "./settling/answer.ts";
import { settlingFacts } from "./settling/facts.ts";
import { comparedState } from "./settling/state.ts";

/**
 * A provider in front of a simulated cloud. What holds for every type comes from the facts table and from what
 * the SDK declares; what a cloud does besides comes from its behaviour.
 */
export class Simulator implements TestProvider {
  readonly #cloud: Cloud;
  readonly #shapes: PackageShapes;
  readonly #behaviour: Behaviour;
  #config: WireRecord = {};

  constructor(cloud: Cloud, shapes: PackageShapes, behaviour: Behaviour) {
    this.#cloud = cloud;
    this.#shapes = shapes;
    this.#behaviour = behaviour;
  }

  async configure({ args }: ConfigureRequest): Promise<void> {
    this.#config = revealRecord(args);
  }

  async check({ type, name, olds, news, randomSeed }: CheckRequest): Promise<CheckAnswer> {
    const { facts, shape } = this.#kind(type);
    const inputs = withGeneratedNames(facts, name, olds, news, randomSeed);
    const failures = failuresOf(revealRecord(inputs), { shape, facts, records: this.#shapes.records });
    return { inputs, failures };
  }

  async diff({ type, oldInputs, olds, news }: DiffRequest): Promise<DiffAnswer> {
    const settling = settlingFacts(type);
    const inputs = revealRecord(news);
    const state = comparedState(
      { oldInputs: revealRecord(oldInputs), olds: revealRecord(olds) },
      inputs,
      settling,
    );
    return diffOf(state, inputs, this.#kind(type).facts, settling);
  }

  async create(request: CreateRequest): Promise<Existing> {
    const { facts, shape } = this.#kind(request.type);
    const inputs = withoutNotes(request.inputs);
    if (request.preview) {
      return { id: "", outputs: unknownOutputs(inputs, shape, facts) };
    }
    const wish = { ...identityOf(request), inputs: revealRecord(inputs) };
    return this.#call("create", wish, async (faults) => {
      const object = this.#cloud.atomically(() => this.#make(wish, undefined));
      if (faults.has("hidden")) {
        this.#cloud.change(
          "UPDATE objects SET hidden = 1 WHERE type = ? AND key = ?",
          object.type,
          object.key,
        );
      }
      await after(faults);
      const outputs = this.#written(object, inputs, facts);
      if (faults.has("unfinished")) {
        throw this.#unfinished(object, outputs, request.inputs);
      }
      return { id: object.id, outputs };
    });
  }

  async read(request: ReadRequest): Promise<(Existing & { inputs: WireRecord }) | undefined> {
    const { facts } = this.#kind(request.type);
    const object = this.#find(request, request.id, request.outputs);
    if (!object || this.#hidden(object)) {
      return undefined;
    }
    const answer = withNeverRead(object.type, answerOf(object), revealRecord(request.inputs));
    const inputs = withMarksOf({ ...notesOf(request.inputs), ...answer }, request.inputs);
    const outputs = outputsOf({ ...object, inputs: answer }, withoutNotes(inputs), facts);
    return { id: object.id, inputs, outputs };
  }

  async update(request: UpdateRequest): Promise<{ outputs: WireRecord }> {
    const { facts } = this.#kind(request.type);
    const inputs = withoutNotes(request.news);
    if (request.preview) {
      const kept = Object.entries(request.olds).filter(
        ([key]) => withoutNotes(request.oldInputs)[key] === undefined,
      );
      return { outputs: { ...Object.fromEntries(kept), ...inputs } };
    }
    const wish = { ...identityOf(request), inputs: revealRecord(inputs) };
    return this.#call("update", wish, async (faults) => {
      const object = this.#cloud.atomically(() => {
        const existing = this.#find(request, request.id, request.olds);
        if (!existing) {
          throw new ProviderError("notFound", `Error 404: ${request.id} was not found, notFound`);
        }
        return this.#make(wish, existing);
      });
      await after(faults);
      return { outputs: this.#written(object, inputs, facts) };
    });
  }

  async delete(request: DeleteRequest): Promise<void> {
    const { shape } = this.#kind(request.type);
    await this.#call("delete", request, async (faults) => {
      this.#cloud.atomically(() => {
        const object = this.#find(request, request.id, request.olds);
        // What is not there need not be deleted: the real providers take a 404 for success.
        if (object && this.#behaviour.release(object, this.#context(shape)) === "remove") {
          this.#cloud.remove(object.type, object.key);
        }
      });
      await after(faults);
    });
  }

  async invoke({ token, args }: InvokeRequest): Promise<WireRecord> {
    return this.#behaviour.invoke(token, revealRecord(args), { cloud: this.#cloud, config: this.#config });
  }

  /**
   * The state after an object was created or changed: as the program gave it, or as a provider reads it back that ends
   * each call with a read.
   */
  #written(object: CloudObject, inputs: WireRecord, facts: Facts): WireRecord {
    const answer = this.#behaviour.readsBack
      ? withNeverRead(object.type, answerOf(object), object.inputs)
      : object.inputs;
    return outputsOf({ ...object, inputs: answer }, inputs, facts);
  }

  /** Answers a call that changes something, with the faults that were asked for. */
  async #call<Result>(
    operation: Operation,
    { type, name }: ResourceIdentity,
    act: (faults: Struck) => Promise<Result>,
  ): Promise<Result> {
    const faults = note(this.#cloud, { operation, type, name });
    await before(faults);
    return act(faults);
  }

  /** What a provider says whose wait for a creation timed out. */
  #unfinished({ type, id }: CloudObject, outputs: WireRecord, inputs: WireRecord): Error {
    const message = `Error waiting to create ${id}: timeout while waiting for state to become 'DONE'`;
    return this.#behaviour.remembersUnfinished(type)
      ? new InitializationFailed(message, { id, outputs, inputs, reasons: [message] })
      : new ProviderError("deadlineExceeded", message);
  }

  /** Creates or changes an object, unless the cloud refuses. */
  #make(wish: Wish, existing: CloudObject | undefined): CloudObject {
    const { shape } = this.#kind(wish.type);
    const context = this.#context(shape);
    const identity: Identity = existing ?? this.#behaviour.identify(wish, context);
    const there = existing ?? this.#cloud.find(wish.type, identity.key);
    if (there && !existing && !this.#behaviour.upserts(wish, there)) {
      this.#behaviour.accept(wish, identity, context, undefined);
      throw new ProviderError(
        "alreadyExists",
        `googleapi: Error 409: ${identity.key} already exists, alreadyExists`,
      );
    }
    this.#behaviour.accept(wish, identity, context, there);
    const references = this.#behaviour.references(wish, identity, context);
    for (const key of references) {
      if (!this.#cloud.exists(key)) {
        throw this.#behaviour.missing(wish, key);
      }
    }
    const computed = this.#behaviour.compute(wish, identity, context, there);
    const { key, id } = identity;
    const made: CloudObject = { type: wish.type, key, id, inputs: wish.inputs, computed };
    this.#cloud.put(made, references);
    return made;
  }

  #find(identity: ResourceIdentity, id: string, outputs: WireRecord): CloudObject | undefined {
    const context = this.#context(this.#kind(identity.type).shape);
    const key = this.#behaviour.locate(identity, id, revealRecord(outputs), context);
    return key === undefined ? undefined : this.#cloud.find(identity.type, key);
  }

  #hidden({ type, key }: CloudObject): boolean {
    return (
      this.#cloud.rows("SELECT 1 FROM objects WHERE type = ? AND key = ? AND hidden = 1", type, key).length >
      0
    );
  }

  #context(shape: ResourceShape): Context {
    return { cloud: this.#cloud, config: this.#config, shape };
  }

  #kind(type: string): { readonly facts: Facts; readonly shape: ResourceShape } {
    const [facts, shape] = [factsOf(type), this.#shapes.resources[type]];
    if (!facts || !shape) {
      throw new ProviderError("unimplemented", `${type} is not in models/provider-facts/resources.json`);
    }
    return { facts, shape };
  }
}

function identityOf({ urn, type, name }: ResourceIdentity): ResourceIdentity {
  return { urn, type, name };
}

function outputsOf({ type, inputs, computed, id }: CloudObject, given: WireRecord, facts: Facts): WireRecord {
  const filled = defaultsFor(type, fill(inputs, computed) as WireRecord);
  return { ...withSecrets(filled, given, facts), id };
}

const NAME_DIGITS = 7;

/** Fills in the names that Pulumi generates, and notes which ones; a resource keeps the one it has. */
function withGeneratedNames(
  { autoName = [] }: Facts,
  name: string,
  olds: WireRecord,
  news: WireRecord,
  randomSeed: Uint8Array,
): WireRecord {
  const open = autoName.filter((property) => news[property] === undefined);
  if (open.length === 0) {
    return news;
  }
  const digits = Buffer.from(randomSeed).toString("hex").slice(0, NAME_DIGITS);
  const generated = open.map((property) => [property, olds[property] ?? `${name}-${digits}`]);
  return { ...news, ...Object.fromEntries(generated), __defaults: open };
}

function notesOf(inputs: WireRecord): WireRecord {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => key.startsWith("__")));
}

function withoutNotes(inputs: WireRecord): WireRecord {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}
