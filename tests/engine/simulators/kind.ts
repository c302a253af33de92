import type { ProviderError } from "../provider/failure.ts";
import type { ResourceIdentity } from "../provider/provider.ts";
import type { WireRecord } from "../provider/wire.ts";
import type { Cloud, CloudObject } from "./cloud/cloud.ts";
import type { ResourceShape } from "./sdk/shapes.ts";

/** What a call knows besides the resource's own properties. */
export interface Context {
  readonly cloud: Cloud;
  /** The provider's configuration, such as `project` and `region`. */
  readonly config: WireRecord;
  readonly shape: ResourceShape;
}

/** Where an object stands in the cloud. */
export interface Identity {
  /** What nothing else of its type is called. */
  readonly key: string;
  /** Its id in a state. */
  readonly id: string;
}

/** A resource that is to be created or changed, without marks of secrecy. */
export interface Wish extends ResourceIdentity {
  readonly inputs: WireRecord;
}

/** What a package's cloud does that the facts table does not say. Every refusal is a {@link ProviderError}. */
export interface Behaviour {
  /** Whether the provider ends each creation and change with a read, whose answer becomes the state. */
  readonly readsBack: boolean;
  /** Identity of an object to be created. Ids that the cloud gives are new in each call. */
  identify(wish: Wish, context: Context): Identity;
  /** Key of an object that a state knows by its id, or that is to be imported under that id. */
  locate(subject: ResourceIdentity, id: string, outputs: WireRecord, context: Context): string | undefined;
  /** Properties that the cloud fills in; `before` when the object exists already. */
  compute(wish: Wish, identity: Identity, context: Context, before: CloudObject | undefined): WireRecord;
  /** Keys of the objects that it needs. */
  references(wish: Wish, identity: Identity, context: Context): string[];
  /**
   * Refuses what the cloud would refuse: a name that is taken, a quota, a rule of the API.
   *
   * @param before the object when it exists already
   */
  accept(wish: Wish, identity: Identity, context: Context, before: CloudObject | undefined): void;
  /** Whether creating what exists changes it, instead of a refusal. */
  upserts(wish: Wish, existing: CloudObject): boolean;
  /** Whether the provider keeps the id when its wait for a creation times out. */
  remembersUnfinished(type: string): boolean;
  /** What deleting does: removes the object, or leaves it. Refuses what the cloud would refuse. */
  release(object: CloudObject, context: Context): "remove" | "keep";
  /** Answers a function. */
  invoke(token: string, args: WireRecord, context: Omit<Context, "shape">): WireRecord;
  /** The words for a reference to what does not exist. */
  missing(wish: Wish, key: string): ProviderError;
}
