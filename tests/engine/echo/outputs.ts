import { createHash } from "node:crypto";
import { computedMembers } from "./computed.ts";

/** What the wire protocol carries: JSON, with secrets as marked objects and unknown values as a marked text. */
export type Wire = null | boolean | number | string | readonly Wire[] | { readonly [key: string]: Wire };
export type WireRecord = { readonly [key: string]: Wire };

/** Stands for a value that only the cloud will know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** Marks an object of the protocol that is no plain record: a secret, an asset, a reference. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A resource as a provider sees it. */
export interface Subject {
  readonly urn: string;
  /** Type token, such as `gcp:compute/network:Network`. */
  readonly type: string;
  readonly name: string;
}

/** The same resource has the same id in every run. */
export function idOf({ urn, name }: Subject): string {
  return `${name}-${createHash("sha256").update(urn).digest("hex").slice(0, 8)}`;
}

/**
 * A resource's outputs: its inputs, and the members that its kind computes where the inputs leave them open.
 *
 * @param preview when true, the computed members are unknown, as a real provider answers before it creates
 */
export function outputsOf(subject: Subject, inputs: WireRecord, preview: boolean): WireRecord {
  const computed = computedMembers(subject, inputs);
  return {
    ...asRecord(fill(inputs, preview ? hide(computed) : computed)),
    id: preview ? UNKNOWN : idOf(subject),
  };
}

/** A secret, as the protocol marks it. */
export function secret(value: Wire): Wire {
  return { [SIGNATURE]: SECRET, value };
}

/** Fills what a value leaves open; what is given stays. */
function fill(given: Wire, computed: Wire): Wire {
  if (Array.isArray(given) && Array.isArray(computed)) {
    return given.map((item: Wire, index) => (index in computed ? fill(item, computed[index] as Wire) : item));
  }
  if (!isPlain(given) || !isPlain(computed)) {
    return given;
  }
  const filled: { [key: string]: Wire } = { ...computed, ...given };
  for (const [key, value] of Object.entries(computed)) {
    const own = given[key];
    if (own !== undefined) {
      filled[key] = fill(own, value);
    }
  }
  return filled;
}

/** Replaces every value by "unknown", at the depth where it would stand. */
function hide(value: Wire): Wire {
  if (Array.isArray(value)) {
    return value.map(hide);
  }
  return isPlain(value)
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, hide(member)]))
    : UNKNOWN;
}

function isPlain(value: Wire): value is WireRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(SIGNATURE in value);
}

function asRecord(value: Wire): WireRecord {
  return isPlain(value) ? value : {};
}
