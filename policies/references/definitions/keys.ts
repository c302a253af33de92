import { fixed, isAbsent, named, ofProvider, type Part, referring } from "../../claims/parts.ts";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import type { Property } from "../../property.ts";
import type { Definition } from "../definition.ts";

/** The namespace of an object, which its provider's stands in for. */
export function namespacePart(object: PolicyResource, stack: PolicyContext): Part {
  const namespace = object.at("metadata.namespace");
  return isAbsent(namespace)
    ? ofProvider(object, "namespace", stack, "default")
    : referring(object, namespace);
}

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
