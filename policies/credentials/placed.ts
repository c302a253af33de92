import { type PlacedCredential, placedCredentials, type Steps } from "#models/credentials/places";
import type { PolicyResource } from "../context.ts";
import type { Property } from "../property.ts";

const found = new WeakMap<PolicyResource, readonly PlacedCredential[]>();

/** The credentials among a resource's inputs, searched once for all rules. */
export function credentialsOf(resource: PolicyResource): readonly PlacedCredential[] {
  let placed = found.get(resource);
  if (!placed) {
    placed = [...placedCredentials(resource.inputs().raw())];
    found.set(resource, placed);
  }
  return placed;
}

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
