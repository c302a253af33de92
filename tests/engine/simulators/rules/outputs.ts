import type { Facts } from "#models/provider-facts/facts";
import { isPlain, isSecret, secret, UNKNOWN, type Wire, type WireRecord } from "../../provider/wire.ts";
import type { Shape } from "../sdk/declarations.ts";
import type { ResourceShape } from "../sdk/shapes.ts";
import { places, stepsOf } from "./paths.ts";

/** Top-level outputs that the cloud fills in where the inputs leave them open. */
export function openOutputs(inputs: WireRecord, shape: ResourceShape, facts: Facts): string[] {
  const filled = new Set([...facts.computed, ...(facts.optComputed ?? [])]);
  return Object.keys(shape.outputs).filter((name) => filled.has(name) && inputs[name] === undefined);
}

/**
 * What a preview answers for a resource that does not exist yet: its inputs, and "unknown" for all that the
 * cloud fills in, inside the blocks that are given too.
 */
export function unknownOutputs(inputs: WireRecord, shape: ResourceShape, facts: Facts): WireRecord {
  const nested = [...facts.computed, ...(facts.optComputed ?? [])]
    .filter((pattern) => pattern.includes("."))
    .map((pattern) => ({
      place: pattern.slice(0, pattern.lastIndexOf(".")),
      name: pattern.split(".").at(-1) ?? "",
    }));
  const given = nested.reduce(
    (record, { place, name }) => (/[[{]/.test(place + name) ? record : open(record, stepsOf(place), name)),
    inputs,
  );
  const unknown = openOutputs(inputs, shape, facts).map((name) => [name, UNKNOWN]);
  return { ...Object.fromEntries(unknown), ...given };
}

/** Adds an unknown member to the record at a place, if there is one. */
function open(record: WireRecord, [step = "", ...rest]: readonly string[], name: string): WireRecord {
  const inner = record[step];
  if (!isPlain(inner)) {
    return record;
  }
  return { ...record, [step]: rest.length > 0 ? open(inner, rest, name) : { [name]: UNKNOWN, ...inner } };
}

/** What a cloud says when nothing better is known of a property than its kind. */
export function blank(shape: Shape): Wire {
  if (shape.endsWith("[]")) {
    return [];
  }
  return shape.endsWith("{}")
    ? {}
    : shape === "number"
      ? 0
      : shape === "boolean"
        ? false
        : shape === "string"
          ? ""
          : {};
}

/**
 * Marks as secret what the facts call sensitive, and what the program gave as a secret: whoever hands a
 * provider a secret gets a secret back.
 */
export function withSecrets(outputs: WireRecord, inputs: WireRecord, { sensitive }: Facts): WireRecord {
  const tops = new Set(
    sensitive
      .filter((pattern) => places(stepsOf(pattern), outputs).length > 0)
      .map((pattern) => stepsOf(pattern)[0] ?? ""),
  );
  for (const [key, value] of Object.entries(inputs)) {
    if (holdsMark(value)) {
      tops.add(key);
    }
  }
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [
      key,
      tops.has(key) && value !== UNKNOWN ? secret(value) : value,
    ]),
  );
}

/** Marks in what was read the inputs that the program gave as secrets. */
export function withMarksOf(read: WireRecord, given: WireRecord): WireRecord {
  return Object.fromEntries(
    Object.entries(read).map(([key, value]) => [
      key,
      holdsMark(given[key] ?? null) ? remark(value, given[key]) : value,
    ]),
  );
}

/** A value with the marks of secrecy where another of the same form has them. */
function remark(value: Wire, marked: Wire | undefined): Wire {
  if (isSecret(marked)) {
    return secret(value);
  }
  if (Array.isArray(value) && Array.isArray(marked)) {
    return value.map((item: Wire, index) => remark(item, marked[index]));
  }
  if (isPlain(value) && isPlain(marked)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, remark(member, marked[key])]),
    );
  }
  return value;
}

function holdsMark(value: Wire): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  return isSecret(value) || Object.values(value).some(holdsMark);
}
