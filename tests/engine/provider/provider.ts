import type { Wire, WireRecord } from "./wire.ts";

/** A resource as a provider sees it. */
export interface ResourceIdentity {
  readonly urn: string;
  /** Type token, such as `gcp:compute/network:Network`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
}

/** Inputs of a resource, or of the provider itself, before anything is done with them. */
export interface CheckRequest extends ResourceIdentity {
  /** The checked inputs of last time; empty for a new resource. */
  readonly olds: WireRecord;
  readonly news: WireRecord;
  /** The same for the same resource in a preview and in the update after it: generated names come from it. */
  readonly randomSeed: Uint8Array;
}

export interface CheckAnswer {
  /** The inputs, with names that the provider generates. */
  readonly inputs: WireRecord;
  /** What is wrong with them; the engine stops at the first. Default nothing. */
  readonly failures?: readonly { readonly property: string; readonly reason: string }[];
}

export interface DiffRequest extends ResourceIdentity {
  readonly id: string;
  /** Outputs of last time. */
  readonly olds: WireRecord;
  readonly oldInputs: WireRecord;
  readonly news: WireRecord;
  readonly ignoreChanges: readonly string[];
}

export interface DiffAnswer {
  /** Top-level inputs that differ; empty when nothing does. */
  readonly diffs: readonly string[];
  /** Those that ask for a replacement. Default none. */
  readonly replaces?: readonly string[];
  /** Whether a replacement deletes first. Default false. */
  readonly deleteBeforeReplace?: boolean;
  /** Each path that differs, for the words of a preview. Default: the engine compares for itself. */
  readonly detailed?: Readonly<Record<string, PropertyDiff>>;
  /** Outputs that an update keeps; the others are unknown in a preview of one. Default none. */
  readonly stables?: readonly string[];
}

export interface PropertyDiff {
  readonly kind: "add" | "delete" | "update" | "add-replace" | "delete-replace" | "update-replace";
  /** Whether the inputs differ from each other, rather than the new ones from the outputs. */
  readonly inputs: boolean;
}

export interface CreateRequest extends ResourceIdentity {
  readonly inputs: WireRecord;
  /** When true, nothing is created, and what only the cloud knows is answered as unknown. */
  readonly preview: boolean;
  /** 0 when the program gives none. */
  readonly timeoutSeconds: number;
}

export interface ReadRequest extends ResourceIdentity {
  readonly id: string;
  /** Outputs of last time; empty for an import. */
  readonly outputs: WireRecord;
  /** Inputs of last time; empty for an import. */
  readonly inputs: WireRecord;
}

export interface UpdateRequest extends ResourceIdentity {
  readonly id: string;
  /** Outputs of last time. */
  readonly olds: WireRecord;
  readonly oldInputs: WireRecord;
  readonly news: WireRecord;
  readonly preview: boolean;
  readonly ignoreChanges: readonly string[];
  /** 0 when the program gives none. */
  readonly timeoutSeconds: number;
}

export interface DeleteRequest extends ResourceIdentity {
  readonly id: string;
  /** Outputs of last time. */
  readonly olds: WireRecord;
  readonly oldInputs: WireRecord;
  /** 0 when the program gives none. */
  readonly timeoutSeconds: number;
}

/** A call of one of the provider's functions. */
export interface InvokeRequest {
  /** Such as `cloudflare:index/getIpRanges:getIpRanges`. */
  readonly token: string;
  readonly args: WireRecord;
}

export interface ConfigureRequest {
  /** The provider's inputs, lists and records as JSON texts inside. */
  readonly args: WireRecord;
}

/** What a provider answers for a resource that exists. */
export interface Existing {
  readonly id: string;
  readonly outputs: WireRecord;
}

/**
 * A provider that speaks in plain records; {@link serve} speaks the engine's protocol for it. What a method
 * throws ends the operation: a `ProviderError` with its gRPC code, an `InitializationFailed` with the id of
 * what was created all the same, anything else as an internal error.
 */
export interface TestProvider {
  check(request: CheckRequest): Promise<CheckAnswer>;
  diff(request: DiffRequest): Promise<DiffAnswer>;
  /** The id is not read in a preview. */
  create(request: CreateRequest): Promise<Existing>;
  /** Undefined when there is no such resource (any more). Inputs: what a program would have to say. */
  read(request: ReadRequest): Promise<(Existing & { readonly inputs: WireRecord }) | undefined>;
  update(request: UpdateRequest): Promise<{ readonly outputs: WireRecord }>;
  delete(request: DeleteRequest): Promise<void>;
  invoke(request: InvokeRequest): Promise<WireRecord>;
  /** Default: takes any configuration. */
  configure?(request: ConfigureRequest): Promise<void>;
  /** Checks the provider's own inputs. Default: takes them as they are. */
  checkConfig?(request: CheckRequest): Promise<CheckAnswer>;
  /** Default: an input that differs is a change, and none replaces. */
  diffConfig?(request: DiffRequest): Promise<DiffAnswer>;
  /** The engine wants to end: what waits should end soon. Default: nothing. */
  cancel?(): Promise<void>;
}

/** Top-level members of two records that differ. */
export function changedKeys(olds: WireRecord, news: WireRecord): string[] {
  const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
  return [...keys].filter((key) => canonical(olds[key]) !== canonical(news[key])).sort();
}

/** JSON with sorted keys: two values are equal when these texts are. */
function canonical(value: Wire | undefined): string {
  return JSON.stringify(value, (_key, member: Wire) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
