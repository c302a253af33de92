import { Output, Resource } from "@pulumi/pulumi";
import { SECRET, UNKNOWN, type Value } from "../../model.ts";
import { rpc } from "../sdk/sdk.ts";
import { assetValue } from "./assets.ts";

/** Inputs as the SDK sends them to the engine. */
export type Wire = Readonly<Record<string, unknown>>;

/** Inputs serialized by the SDK, and the resources that each of them came from. */
export interface Serialized {
  readonly wire: Wire;
  readonly dependencies: ReadonlyMap<string, ReadonlySet<Resource>>;
}

const NOT_PLAIN = Symbol("not plain");
/** Deeper than any manifest; a cyclic object is deeper still. */
const DEEPEST = 200;

/**
 * Serializes inputs synchronously if they are plain data, as nearly all are: the SDK awaits every member of every
 * object, which costs more than the rest of recording. An input that contains an Output, a promise, an asset, a
 * resource or anything else that is not plain is returned under `later` and goes through the SDK itself. Inputs under
 * `wire` need no further translation: they are graph values already.
 */
export function serializePlain(inputs: object): {
  wire: { [key: string]: Value };
  later: Record<string, unknown> | undefined;
} {
  const wire: { [key: string]: Value } = {};
  let later: Record<string, unknown> | undefined;
  for (const [key, input] of Object.entries(inputs)) {
    if (key === "id" || key === "urn") {
      continue;
    }
    const value = plain(input, 0);
    if (value === NOT_PLAIN) {
      later ??= {};
      later[key] = input;
    } else if (value !== undefined) {
      wire[key] = value;
    }
  }
  return { wire, later };
}

function plain(value: unknown, depth: number): Value | undefined | typeof NOT_PLAIN {
  switch (typeof value) {
    case "string":
      return value === rpc.unknownValue ? NOT_PLAIN : value;
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : NOT_PLAIN;
    case "undefined":
    case "function":
      return undefined;
    case "object":
      break;
    default:
      return NOT_PLAIN;
  }
  if (value === null) {
    return null;
  }
  if (depth === DEEPEST) {
    return NOT_PLAIN;
  }
  if (Array.isArray(value)) {
    const items: Value[] = [];
    for (const member of value) {
      const copied = plain(member, depth + 1);
      if (copied === NOT_PLAIN) {
        return NOT_PLAIN;
      }
      items.push(copied ?? null);
    }
    return items;
  }
  const prototype = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || rpc.specialSigKey in value) {
    return NOT_PLAIN;
  }
  const record: { [key: string]: Value } = {};
  for (const [key, member] of Object.entries(value)) {
    const copied = plain(member, depth + 1);
    if (copied === NOT_PLAIN) {
      return NOT_PLAIN;
    }
    if (copied !== undefined) {
      record[key] = copied;
    }
  }
  return record;
}

/**
 * Serializes through the SDK, collecting dependencies.
 *
 * @param starting receives the name of each input before it is awaited
 * @throws Error when an input fails, is cyclic or contains a value that cannot be sent to a provider
 */
export async function serializeLater(
  inputs: object,
  starting: (input: string) => void = () => {},
): Promise<Serialized> {
  const wire: Record<string, unknown> = {};
  const dependencies = new Map<string, Set<Resource>>();
  for (const [key, value] of Object.entries(inputs)) {
    starting(key);
    prepare(value, key, 0);
  }
  for (const [key, value] of Object.entries(inputs)) {
    starting(key);
    const from = new Set<Resource>();
    const sent = await rpc.serializeProperty(key, value, from);
    if (sent !== undefined) {
      wire[key] = sent;
      if (from.size > 0) {
        dependencies.set(key, from);
      }
    }
  }
  return { wire, dependencies };
}

/**
 * Refuses a cyclic object, which the SDK would follow until memory is exhausted, and marks promises as handled: one
 * that fails while another is awaited would end the process.
 */
function prepare(value: unknown, path: string, depth: number): void {
  if (typeof value !== "object" || value === null || Output.isInstance(value) || Resource.isInstance(value)) {
    return;
  }
  if (value instanceof Promise) {
    value.catch(() => {});
    return;
  }
  if (depth === DEEPEST) {
    const start = path.split(".").slice(0, 6).join(".");
    throw new Error(`contains itself or is nested more than ${DEEPEST} deep: ${start}…`);
  }
  for (const [key, member] of Object.entries(value)) {
    prepare(member, `${path}.${key}`, depth + 1);
  }
}

/** Whether a value that the SDK sends contains a secret. */
export function holdsSecret(wire: unknown): boolean {
  if (typeof wire !== "object" || wire === null) {
    return false;
  }
  return rpc.isRpcSecret(wire) || Object.values(wire).some(holdsSecret);
}

/**
 * Turns a value that the SDK sends into a graph value: secrets and unknowns become markers, resources their URN.
 *
 * @param path path of the value, for errors
 */
export function toValue(wire: unknown, path: string): Value {
  if (wire === null || wire === undefined) {
    return null;
  }
  if (typeof wire === "string") {
    return wire === rpc.unknownValue ? UNKNOWN : wire;
  }
  if (typeof wire === "number" && !Number.isFinite(wire)) {
    throw new Error(`${path} is ${wire}, which no provider can be sent`);
  }
  if (typeof wire !== "object") {
    return wire as boolean | number;
  }
  if (Array.isArray(wire)) {
    return wire.map((member, index) => toValue(member, `${path}[${index}]`));
  }
  const record = wire as Record<string, unknown>;
  switch (record[rpc.specialSigKey]) {
    case undefined:
      return toValues(record, path);
    case rpc.specialSecretSig:
      return SECRET;
    case rpc.specialResourceSig:
      return typeof record["urn"] === "string" ? record["urn"] : UNKNOWN;
    case rpc.specialAssetSig:
    case rpc.specialArchiveSig:
      return assetValue(record);
    default:
      return UNKNOWN;
  }
}

/** As {@link toValue}, for an object's members. */
export function toValues(wire: Wire, path = ""): { [key: string]: Value } {
  const values: { [key: string]: Value } = {};
  for (const [key, member] of Object.entries(wire)) {
    if (member !== undefined) {
      values[key] = toValue(member, path ? `${path}.${key}` : key);
    }
  }
  return values;
}
