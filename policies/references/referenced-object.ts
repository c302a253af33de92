import type { PolicyResource } from "../context.ts";
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
      yield* namespaceOfObject(resource);
      yield* REFERENCES[resource.type]?.(resource, stack) ?? [];
    }
  },
  check: (reference, stack, resource) => missing(reference, stack, resource),
});

function isObject({ type, custom, id }: PolicyResource): boolean {
  return custom && id === undefined && type.startsWith("kubernetes:");
}
