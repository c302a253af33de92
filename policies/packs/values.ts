import type { Value, Values } from "#graph/model";

/** Values as rules read them, and the engine's error for each unknown one. */
export interface EngineValues {
  readonly values: Values;
  /** By the marker of the value. */
  readonly unknowns: ReadonlyMap<unknown, Error>;
}

/**
 * Turns the properties that the engine passes to a policy into graph values. The engine wraps them so that reading an
 * unknown one throws; each such member becomes a marker, and its error is kept.
 *
 * Secrets arrive in plain text: the policy library unwraps them before a policy sees them.
 */
export function fromEngine(properties: Readonly<Record<string, unknown>>): EngineValues {
  const unknowns = new Map<unknown, Error>();
  const read = (holder: object, key: string): Value | undefined => {
    try {
      return convert(Reflect.get(holder, key));
    } catch (cause) {
      if (!(cause instanceof Error)) {
        throw cause;
      }
      const marker = { $unknown: true } as const;
      unknowns.set(marker, cause);
      return marker;
    }
  };
  const convert = (value: unknown): Value | undefined => {
    if (typeof value !== "object" || value === null) {
      return isPlain(value) ? value : undefined;
    }
    if (Array.isArray(value)) {
      return Object.keys(value).map((index) => read(value, index) ?? null);
    }
    return "__pulumiAsset" in value || "__pulumiArchive" in value
      ? { $asset: "" }
      : Object.fromEntries(
          Object.keys(value).flatMap((key) => {
            const member = read(value, key);
            return member === undefined ? [] : [[key, member]];
          }),
        );
  };
  const values: Record<string, Value> = {};
  for (const key of Object.keys(properties)) {
    const value = read(properties, key);
    if (value !== undefined) {
      values[key] = value;
    }
  }
  return { values, unknowns };
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
