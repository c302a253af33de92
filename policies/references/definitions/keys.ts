import { fixed, isAbsent, named, namespacePart, type Part } from "../../claims/parts.ts";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import type { Property } from "../../property.ts";
import type { Definition } from "../definition.ts";

/** A namespaced object by its own name. */
export function* byName(object: PolicyResource, stack: PolicyContext): Iterable<Definition> {
  yield { key: [namespacePart(object, stack), namePart(object, object.at("metadata.name"))] };
}

/** An object of the cluster by its own name. */
export function* byClusterName(object: PolicyResource): Iterable<Definition> {
  yield { key: [namePart(object, object.at("metadata.name"))] };
}

/** A name that is generated is known to the object only. */
export function namePart(object: PolicyResource, name: Property): Part {
  return isAbsent(name) ? fixed(`generated ${object.urn}`) : named(object, name);
}
