import identities from "./identities.json" with { type: "json" };

/**
 * The inputs that identify a resource in its cloud: a second one with the same values is refused, or changes the first.
 * Undefined for types whose ids the cloud assigns, and for types that are not recorded. Source: the import ids of the
 * providers named in `identities.json`, 2026-11-28.
 */
export function identityOf(type: string): readonly string[] | undefined {
  return Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
}

const TYPES: Readonly<Record<string, readonly string[]>> = identities.types;

/** The types with a recorded identity. */
export const IDENTIFIED_TYPES: readonly string[] = Object.keys(TYPES);
