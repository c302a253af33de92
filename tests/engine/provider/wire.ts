/** What the wire protocol carries: JSON, with secrets as marked objects and unknown values as a marked text. */
export type Wire = null | boolean | number | string | readonly Wire[] | { readonly [key: string]: Wire };
export type WireRecord = { readonly [key: string]: Wire };

/** Stands for a value that only the cloud will know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** Marks an object of the protocol that is no plain record: a secret, an asset, a reference. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A secret, as the protocol marks it. */
export function secret(value: Wire): Wire {
  return { [SIGNATURE]: SECRET, value };
}

/** A value without its marks of secrecy, at every depth: what a provider works with. */
export function reveal(value: Wire): Wire {
  if (isList(value)) {
    return value.map(reveal);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (value[SIGNATURE] === SECRET) {
    return reveal(value["value"] ?? null);
  }
  return revealRecord(value);
}

/** A record without its members' marks of secrecy. */
export function revealRecord(record: WireRecord): WireRecord {
  return Object.fromEntries(Object.entries(record).map(([key, member]) => [key, reveal(member)]));
}

/** Whether a value is, or holds, one that only the cloud will know. */
export function holdsUnknown(value: Wire): boolean {
  if (isList(value)) {
    return value.some(holdsUnknown);
  }
  if (typeof value === "object" && value !== null) {
    return Object.values(value).some(holdsUnknown);
  }
  return value === UNKNOWN;
}

/** Whether a value is a list; `Array.isArray` does not narrow readonly ones. */
export function isList(value: Wire | undefined): value is readonly Wire[] {
  return Array.isArray(value);
}

/** Whether a value is a plain record: no list, and none of the protocol's marked objects. */
export function isPlain(value: Wire | undefined): value is WireRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(SIGNATURE in value);
}
