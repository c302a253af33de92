/** What the wire protocol carries: JSON, with secrets as marked objects and unknown values as a marked text. */
export type Wire = null | boolean | number | string | readonly Wire[] | { readonly [key: string]: Wire };
export type WireRecord = { readonly [key: string]: Wire };

/** Stands for a value that only the cloud will know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** Marks an object of the protocol that is no plain record: a secret, an asset, a reference. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
type Secret = { readonly [SIGNATURE]: typeof SECRET; readonly value: Wire };

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
  if (isSecret(value)) {
    return reveal(value.value);
  }
  return revealRecord(value);
}

/** A record without its members' marks of secrecy. */
export function revealRecord(record: WireRecord): WireRecord {
  return Object.fromEntries(Object.entries(record).map(([key, member]) => [key, reveal(member)]));
}

/** What is given stays; what is left open is filled in, at every depth. */
export function fill(given: Wire, computed: Wire): Wire {
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

/** Whether a value is marked as a secret. */
export function isSecret(value: Wire | undefined): value is Secret {
  return typeof value === "object" && value !== null && !isList(value) && value[SIGNATURE] === SECRET;
}

/** Whether a value is a plain record: no list, and none of the protocol's marked objects. */
export function isPlain(value: Wire | undefined): value is WireRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(SIGNATURE in value);
}
