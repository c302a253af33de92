import { placeKey } from "../capacity/pods/pods.ts";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { stackRule } from "../rule.ts";
import { namespaceOfObject, REFERENCES } from "./from/objects.ts";
import { missing, type Reference } from "./reference.ts";

export const referencedObject = stackRule<Reference>({
  id: "references-object",
  title: "What objects of a cluster refer to exists",
  severity: "high",
  appliesTo: "every resource",
  fix: "declare what is missing, or correct the name; a Secret or ConfigMap that may be missing is marked as optional",
  why: "A pod whose Secret, ConfigMap or service account is missing never starts, and an autoscaler, a route or a certificate with a wrong name does nothing.",
  *each(resource, stack) {
    if (isObject(resource)) {
      if (!isInDeclaredNamespace(resource, stack)) {
        yield* namespaceOfObject(resource);
      }
      yield* REFERENCES[resource.type]?.(resource, stack) ?? [];
    }
  },
  check: (reference, stack, resource) => missing(reference, stack, resource),
});

/** Whether the object's namespace is certainly declared, as in most cases: a look-up that is cheaper than a search. */
function isInDeclaredNamespace(resource: PolicyResource, stack: PolicyContext): boolean {
  const namespace = resource.at("metadata.namespace");
  return (
    namespace.isReadable() &&
    stack.index(declaredNamespaces).has(placeKey(stack, resource, namespace.text() ?? "default"))
  );
}

function declaredNamespaces(stack: PolicyContext): ReadonlySet<string> {
  const declared = stack.ofType("kubernetes:core/v1:Namespace").flatMap((object) => {
    const name = object.at("metadata.name");
    const text = name.isReadable() ? name.text() : undefined;
    return text === undefined ? [] : [placeKey(stack, object, text)];
  });
  return new Set(declared);
}

function isObject({ type, custom, id }: PolicyResource): boolean {
  return custom && id === undefined && type.startsWith("kubernetes:");
}
