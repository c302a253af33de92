import type { KubernetesApi } from "../../cluster/api/client.ts";
import {
  type KubernetesObject,
  listAt,
  member,
  recordAt,
  referenceOf,
  textAt,
} from "../../cluster/api/object.ts";
import { isPlain, type Wire, type WireRecord } from "../../provider/wire.ts";

/** Who creates objects, as an update; the first server-side apply takes its fields over. */
export const CREATOR = "pulumi-kubernetes";
/** Managers whose fields an update takes over without a word. Source: pulumi-kubernetes, fixCSAFieldManagers. */
const TAKEN_OVER = [CREATOR, "kubectl", "before-first-apply", "pulumi-resource-kubernetes"];

function entriesOf(object: KubernetesObject): readonly WireRecord[] {
  return listAt(object, "metadata", "managedFields").filter(isPlain);
}

function isTakenOver(entry: WireRecord): boolean {
  return (
    TAKEN_OVER.includes(textAt(entry, "manager")) &&
    entry["operation"] === "Update" &&
    textAt(entry, "subresource") === ""
  );
}

/** Whether an object has fields that the next update takes over. */
export function hasCreatorsFields(object: KubernetesObject): boolean {
  return entriesOf(object).some(isTakenOver);
}

/** Gives the fields of the object's creator to the manager that applies it from now on. */
export async function takeOver(
  api: KubernetesApi,
  live: KubernetesObject,
  manager: string,
): Promise<KubernetesObject> {
  const entries = entriesOf(live);
  const taken = entries.filter(isTakenOver);
  if (taken.length === 0) {
    return live;
  }
  const isOwn = (entry: WireRecord) => entry["manager"] === manager && entry["operation"] === "Apply";
  const own = entries.find(isOwn);
  const merged: WireRecord = {
    ...(own ?? taken[0]),
    manager,
    operation: "Apply",
    fieldsV1: [...(own ? [own] : []), ...taken].reduce<Wire>(
      (fields, entry) => union(fields, recordAt(entry, "fieldsV1")),
      {},
    ),
  };
  const rest = entries.filter((entry) => !isTakenOver(entry) && !isOwn(entry));
  return api.patch(
    referenceOf(live),
    [
      { op: "replace", path: "/metadata/managedFields", value: [...rest, merged] },
      // Nobody may have changed it in between.
      {
        op: "replace",
        path: "/metadata/resourceVersion",
        value: textAt(live, "metadata", "resourceVersion"),
      },
    ],
    manager,
  );
}

/**
 * Inputs without those ignored fields that somebody else owns alone, and with the live value of the others:
 * applying them changes none. Source: pulumi-kubernetes, handleSSAIgnoreFields.
 */
export function withoutIgnored(
  inputs: KubernetesObject,
  live: KubernetesObject,
  manager: string,
  ignored: readonly string[],
): KubernetesObject {
  return ignored.reduce<KubernetesObject>((object, path) => {
    const keys = path.split(".");
    const owners = entriesOf(live).filter((entry) => owns(entry, keys));
    const ours = owners.some((entry) => entry["manager"] === manager);
    if (owners.length > 0 && !ours) {
      return setAt(object, keys, undefined);
    }
    const value = member(live, ...keys);
    return value === undefined ? object : setAt(object, keys, value);
  }, inputs);
}

function owns(entry: WireRecord, keys: readonly string[]): boolean {
  return member(entry["fieldsV1"], ...keys.map((key) => `f:${key}`)) !== undefined;
}

function setAt(object: WireRecord, [key, ...rest]: readonly string[], value: Wire | undefined): WireRecord {
  if (key === undefined) {
    return object;
  }
  const { [key]: inside, ...others } = object;
  if (rest.length === 0) {
    return value === undefined ? others : { ...object, [key]: value };
  }
  return isPlain(inside) ? { ...object, [key]: setAt(inside, rest, value) } : object;
}

function union(left: Wire, right: Wire): Wire {
  if (!isPlain(left) || !isPlain(right)) {
    return left;
  }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Object.fromEntries(
    [...keys].map((key): [string, Wire] => {
      const [a, b] = [left[key], right[key]];
      return [key, a === undefined ? (b ?? {}) : b === undefined ? a : union(a, b)];
    }),
  );
}
