import type { KubernetesObject } from "../../cluster/api/object.ts";
import { isList, isPlain, type Wire, type WireRecord } from "../../provider/wire.ts";

/** What the server sets of an object's metadata; a program's values for it are of no account. */
const SERVER_SIDE = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "uid",
];

/** A live object, cut down to the members that the inputs have: the values that a program is responsible for. */
export function prune(live: WireRecord, inputs: WireRecord): WireRecord {
  return Object.fromEntries(
    Object.entries(live).flatMap(([key, value]): [string, Wire][] => {
      const input = inputs[key];
      return input === undefined ? [] : [[key, pruneValue(value, input)]];
    }),
  );
}

function pruneValue(value: Wire, input: Wire): Wire {
  if (isPlain(value) && isPlain(input)) {
    return prune(value, input);
  }
  if (isList(value) && isList(input)) {
    return value.slice(0, input.length).map((item, index) => pruneValue(item, input[index] ?? null));
  }
  return value;
}

/** Inputs in the form in which the API keeps them, without what only the server sets. */
export function normalized(inputs: KubernetesObject): KubernetesObject {
  const { metadata, stringData, ...rest } = inputs;
  return {
    ...rest,
    ...(isPlain(metadata) ? { metadata: without(metadata, SERVER_SIDE) } : {}),
    ...(isPlain(stringData) ? { data: { ...record(rest["data"]), ...encoded(stringData) } } : {}),
  };
}

export function without(record: WireRecord, keys: readonly string[]): WireRecord {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

function record(value: Wire | undefined): WireRecord {
  return isPlain(value) ? value : {};
}

function encoded(texts: WireRecord): WireRecord {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [key, Buffer.from(String(value)).toString("base64")]),
  );
}
