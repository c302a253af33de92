import { SECRET, UNKNOWN, type Value, type Values } from "#graph/model";
import { SIGNATURE, UNKNOWN as UNKNOWN_TEXT } from "../provider/wire.ts";

/** A resource in the engine's state, and in the steps of a preview: the parts that a program decides. */
export interface EngineResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly parent?: string;
  /** URN of the provider, `::` and its id. */
  readonly provider?: string;
  readonly external?: boolean;
  readonly protect?: boolean;
  /** It was replaced, and is to be deleted. */
  readonly delete?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly additionalSecretOutputs?: readonly string[];
  readonly aliases?: readonly string[];
  /** Seconds. */
  readonly customTimeouts?: { readonly create?: number; readonly update?: number; readonly delete?: number };
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
  readonly importID?: string;
  readonly sourcePosition?: string;
  /** The calls that led to the registration, innermost first. */
  readonly stackTrace?: readonly { readonly sourcePosition?: string }[];
}

/** What `pulumi stack export` holds. */
export interface Deployment {
  readonly resources?: readonly EngineResource[];
  /** What was interrupted: nobody knows how it ended. */
  readonly pending_operations?: readonly { readonly type: string; readonly resource: EngineResource }[];
}

/** What `pulumi preview --json` prints. */
export interface Preview {
  readonly steps: readonly {
    readonly op: string;
    readonly urn: string;
    readonly newState?: EngineResource;
    /** Inputs that ask for a replacement. */
    readonly replaceReasons?: readonly string[];
  }[];
  /** Kind of step to how many there are. */
  readonly changeSummary: Readonly<Record<string, number>>;
}

/** The resources that a preview registers. */
export function registrations(preview: Preview): EngineResource[] {
  return preview.steps.flatMap(({ newState }) => newState ?? []);
}

/** The engine's values as the graph writes them. */
export function toValues(wire: Readonly<Record<string, unknown>> | undefined): Values {
  return Object.fromEntries(Object.entries(wire ?? {}).map(([key, value]) => [key, toValue(value)]));
}

/** The graph keeps this much of the engine's hash of an asset's content. */
const ASSET_DIGITS = 16;
/** What a preview prints in a secret's place. */
const HIDDEN = "[secret]";
const SIGNATURES: Readonly<Record<string, "secret" | "asset">> = {
  "1b47061264138c4ac30d75fd1eb44270": "secret",
  c44067f5952c0a294b673a41bacd8c17: "asset",
  "0def7320c3a5731c473e5ecbe6d01bc7": "asset",
};

function toValue(wire: unknown): Value {
  if (Array.isArray(wire)) {
    return wire.map(toValue);
  }
  if (typeof wire !== "object" || wire === null) {
    return wire === UNKNOWN_TEXT ? UNKNOWN : wire === HIDDEN ? SECRET : (wire as Value);
  }
  const record = wire as Record<string, unknown>;
  switch (SIGNATURES[String(record[SIGNATURE])]) {
    case "secret":
      return SECRET;
    case "asset":
      return { $asset: String(record["hash"]).slice(0, ASSET_DIGITS) };
    default:
      return toValues(record);
  }
}
