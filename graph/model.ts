/**
 * The resource graph: plain data that every view reads. It is built from a recorded run of a program or from an
 * exported state, contains no class instance and no secret value, and serializes to JSON as it is.
 */

/** A value that only the cloud knows: a computed member before creation. @public */
export interface Unknown {
  readonly $unknown: true;
}

/** A secret. The graph marks its place and never contains its value. */
export interface Secret {
  readonly $secret: true;
}

/** A file, archive or text passed to a provider, identified by the start of its contents' SHA-256. */
export interface Asset {
  readonly $asset: string;
}

/** Hexadecimal digits kept of an asset's SHA-256: enough to distinguish contents. */
export const ASSET_DIGEST_LENGTH = 16;

export type Value =
  | null
  | boolean
  | number
  | string
  | Unknown
  | Secret
  | Asset
  | readonly Value[]
  | { readonly [key: string]: Value };

export type Values = { readonly [key: string]: Value };

export const UNKNOWN: Unknown = Object.freeze({ $unknown: true });
export const SECRET: Secret = Object.freeze({ $secret: true });

/** The source position of a resource: a file, relative to the project if it is inside, a line and a column from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A former identity of a resource: a URN, or the parts that differ from the current one. `parent` is a URN, empty if
 * the resource had no parent but the stack.
 */
export type Alias =
  | string
  | {
      readonly name?: string;
      readonly type?: string;
      readonly parent?: string;
      readonly stack?: string;
      readonly project?: string;
    };

/** Options of a resource that change how the engine treats it; absent means the engine's default. */
export interface ResourceSettings {
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly aliases?: readonly Alias[];
  readonly deleteBeforeReplace?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
  readonly customTimeouts?: { readonly create?: string; readonly update?: string; readonly delete?: string };
  readonly import?: string;
  readonly version?: string;
}

/** A place among a resource's values where a secret arrives in plain text. */
export interface PlainSecret {
  /** Names of members and indexes of elements. */
  readonly at: readonly (string | number)[];
  /**
   * "program": the provider's SDK marks the input as a secret, and the program gives plain text. "configuration": an
   * encrypted setting that the program reads in plain form.
   */
  readonly from: "program" | "configuration";
}

/** A resource: a component, or an object managed by a provider. */
export interface Node {
  readonly urn: string;
  /** Type token, such as `kubernetes:apps/v1:Deployment` or `strata:edge:Zone`. */
  readonly type: string;
  readonly name: string;
  /** True when a provider manages it, false for a component. */
  readonly custom: boolean;
  /** True for a component that a provider constructs, with its children; absent otherwise. */
  readonly remote?: boolean;
  readonly parent: string | undefined;
  /** URN of the provider instance; absent for components and providers themselves. */
  readonly provider: string | undefined;
  /** URNs of the provider-managed resources it depends on, sorted. */
  readonly dependencies: readonly string[];
  /** Input name to the URNs of the resources that its value comes from; other inputs are absent. */
  readonly propertyDependencies: { readonly [input: string]: readonly string[] };
  readonly protect: boolean;
  readonly inputs: Values;
  readonly settings: ResourceSettings;
  /** The outputs that a component passed to `registerOutputs`; the engine stores the same in its state. */
  readonly published: Values | undefined;
  /** Provider id of an existing resource that is only read. */
  readonly read: { readonly id: Value } | undefined;
  readonly source: SourcePosition | undefined;
  /** Secrets that arrive in plain text. Default none. */
  readonly plainSecrets?: readonly PlainSecret[];
  /** Whether secrets appear in plain text, as the engine passes them to policies. Default false: they are markers. */
  readonly revealed?: boolean;
}

/** A stack in a graph. */
export interface GraphStack {
  readonly project: string;
  readonly stack: string;
  readonly outputs: Values;
}

/** The resources of one stack, or of several joined stacks: a system's slices. */
export interface Graph {
  /** In the order of their resources. */
  readonly stacks: readonly GraphStack[];
  /** Stack after stack, each starting with the stack itself, then in construction order, or in the state's order. */
  readonly nodes: readonly Node[];
}

export function isUnknown(value: unknown): value is Unknown {
  return isMarker(value, "$unknown");
}

export function isSecret(value: unknown): value is Secret {
  return isMarker(value, "$secret");
}

export function isAsset(value: unknown): value is Asset {
  return isMarker(value, "$asset");
}

/** True for an object with members: neither a list nor one of the markers. */
export function isRecord(value: unknown): value is Values {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !isUnknown(value) &&
    !isSecret(value) &&
    !isAsset(value)
  );
}

function isMarker(value: unknown, key: string): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key);
}
