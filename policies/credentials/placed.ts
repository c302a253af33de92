import type { PlacedCredential, Steps } from "#models/credentials/places";
import type { Property } from "../property.ts";

/** The property at a place below another. */
export function propertyAt(property: Property, steps: Steps): Property {
  return steps.reduce<Property>(
    (at, step) => (typeof step === "number" ? (at.items()[step] ?? at) : at.key(step)),
    property,
  );
}

/** A credential in words: where it is by name, and what it is. */
export function inWords({ at, name, kind }: PlacedCredential): string {
  const place = name ?? at.findLast((step) => typeof step === "string");
  return place === undefined ? `there is ${kind}` : `"${place}" holds ${kind}`;
}
