import { typeOfKind } from "#graph/kubernetes-types";
import { isRecord, type Node, type Value, type Values } from "#graph/model";
import { readAs } from "./versions.ts";

/** An object as rules read it: a resource's inputs, or a part of them. */
export interface Reading {
  /** Type token that rules know it by. */
  readonly type: string;
  readonly inputs: Values;
  /** Where the object is in the resource's inputs, such as `items[0]`; empty for all of them. */
  readonly path: string;
  /** Whether it changes an object that exists: what it does not set is not known. */
  readonly partial: boolean;
}

/** A part of a resource that rules do not see, and why. */
export interface UnreadPart {
  /** Such as `items[2]`; empty for the whole resource. */
  readonly path: string;
  readonly reason: string;
}

/** What is in a resource besides itself. */
export interface Contents {
  readonly readings: readonly Reading[];
  readonly unread: readonly UnreadPart[];
}

const NOTHING: Contents = { readings: [], unread: [] };

/**
 * How a resource is read other than by its type and inputs: an older version of an API as the present one, a `…List` as
 * its items, a `…Patch` as part of an object. Undefined for all others, which are most.
 */
export function contentsOf({
  type,
  inputs,
  read,
}: Pick<Node, "type" | "inputs" | "read">): Contents | undefined {
  if (!type.startsWith("kubernetes:") || read) {
    return undefined;
  }
  if (type.endsWith("List") && "items" in inputs) {
    return ofList(type, inputs["items"] ?? null, "items");
  }
  const isPatch = type.endsWith("Patch");
  const version = readAs(isPatch ? type.slice(0, -"Patch".length) : type);
  return isPatch || version
    ? {
        readings: [readingOf(isPatch ? type.slice(0, -"Patch".length) : type, inputs, "", isPatch)],
        unread: [],
      }
    : undefined;
}

function readingOf(type: string, inputs: Values, path: string, partial = false): Reading {
  const { as = type, adapt = (values: Values) => values } = readAs(type) ?? {};
  return { type: as, inputs: adapt(inputs), path, partial };
}

/** Kubernetes makes no object of a list, but one of each item. */
function ofList(type: string, items: Value, path: string): Contents {
  if (!Array.isArray(items)) {
    return items === null ? NOTHING : { readings: [], unread: [{ path, reason: NOT_KNOWN }] };
  }
  const all = items.map((item: Value, index): Contents => {
    const at = `${path}[${index}]`;
    if (!isRecord(item)) {
      return { readings: [], unread: [{ path: at, reason: NOT_KNOWN }] };
    }
    const own = typeOf(item) ?? type.slice(0, -"List".length);
    return own.endsWith("List") && "items" in item
      ? ofList(own, item["items"] ?? null, `${at}.items`)
      : { readings: [readingOf(own, item, at)], unread: [] };
  });
  return {
    readings: all.flatMap(({ readings }) => readings),
    unread: all.flatMap(({ unread }) => unread),
  };
}

const NOT_KNOWN = "it is known only after apply";

/** The type token of an object; undefined if it does not say. */
export function typeOf({ apiVersion, kind }: Values): string | undefined {
  if (typeof apiVersion !== "string" || typeof kind !== "string" || kind === "") {
    return undefined;
  }
  return typeOfKind(apiVersion, kind);
}
