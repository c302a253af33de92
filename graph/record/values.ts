import { createHash } from "node:crypto";
import type { Inputs, Resource } from "@pulumi/pulumi";
import { SECRET, UNKNOWN, type Value } from "../model.ts";
import { rpc } from "./sdk.ts";

/** Inputs as the SDK sends them, and the resources that each of them came from. */
export interface Serialized {
  readonly wire: Record<string, unknown>;
  readonly dependencies: Map<string, Set<Resource>>;
}

const NOT_PLAIN = Symbol("not plain");

/**
 * Serialises inputs at once when they are plain data, as nearly all are: the SDK awaits every member of
 * every object, which costs more than all the rest of recording. What holds an Output, a promise, an asset
 * or a resource is returned under `later` and goes through the SDK itself.
 */
export function serializePlain(inputs: Inputs): { wire: Record<string, unknown>; later: Inputs | undefined } {
  const wire: Record<string, unknown> = {};
  let later: Inputs | undefined;
  for (const key of Object.keys(inputs)) {
    if (key === "id" || key === "urn") {
      continue;
    }
    const value = plain(inputs[key]);
    if (value === NOT_PLAIN) {
      later ??= {};
      later[key] = inputs[key];
    } else if (value !== undefined) {
      wire[key] = value;
    }
  }
  return { wire, later };
}

/** Serialises through the SDK, collecting dependencies. The error of a failing input names it. */
export async function serializeLater(inputs: Inputs): Promise<Serialized> {
  const wire: Record<string, unknown> = {};
  const dependencies = new Map<string, Set<Resource>>();
  for (const [key, value] of Object.entries(inputs)) {
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

function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return typeof value === "function" ? undefined : value;
  }
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      const copied = plain(item);
      if (copied === NOT_PLAIN) {
        return NOT_PLAIN;
      }
      items.push(copied ?? null);
    }
    return items;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return NOT_PLAIN;
  }
  const record: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const copied = plain(member);
    if (copied === NOT_PLAIN) {
      return NOT_PLAIN;
    }
    if (copied !== undefined) {
      record[key] = copied;
    }
  }
  return record;
}

/** Turns what the SDK sends into a graph value: secrets and unknowns become markers, resources their URN. */
export function toValue(wire: unknown): Value {
  if (wire === null || wire === undefined) {
    return null;
  }
  if (typeof wire === "string") {
    return wire === rpc.unknownValue ? UNKNOWN : wire;
  }
  if (typeof wire !== "object") {
    return wire as boolean | number;
  }
  if (Array.isArray(wire)) {
    return wire.map(toValue);
  }
  const record = wire as Record<string, unknown>;
  switch (record[rpc.specialSigKey]) {
    case undefined:
      return toValues(record);
    case rpc.specialSecretSig:
      return SECRET;
    case rpc.specialResourceSig:
      return typeof record["urn"] === "string" ? record["urn"] : UNKNOWN;
    case rpc.specialAssetSig:
    case rpc.specialArchiveSig:
      return { $asset: createHash("sha256").update(JSON.stringify(record)).digest("hex").slice(0, 16) };
    default:
      return UNKNOWN;
  }
}

export function toValues(wire: Record<string, unknown>): { [key: string]: Value } {
  const values: { [key: string]: Value } = {};
  for (const [key, member] of Object.entries(wire)) {
    if (member !== undefined) {
      values[key] = toValue(member);
    }
  }
  return values;
}
