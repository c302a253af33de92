import type { PolicyContext } from "../context.ts";
import { isProduction } from "../environment.ts";
import { stackRule } from "../rule.ts";
import { DATA } from "./data.ts";

export const protectedData = stackRule({
  id: "resilience-protected-data",
  title: "Production, and a stack that protects data, protects all of it",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { "CIS GCP": ["6.9"], Checkov: ["CKV_GCP_82"] },
  appliesTo: DATA,
  fix: "set protect on the component that holds the resource",
  why: "In production a rename or a removed line deletes the one resource without protection.",
  *check(resource, stack) {
    // A resource that is only read is never deleted, and cannot be protected.
    if (resource.protect || resource.id !== undefined) {
      return;
    }
    const which = `"${resource.name}" holds data and is not protected`;
    if (stack.index(protectsData)) {
      yield { path: "", message: `${which}, though others of the stack are` };
    } else if (isProduction(resource, stack)) {
      yield { path: "", message: `${which}, and the stack is production` };
    }
  },
});

function protectsData(stack: PolicyContext): boolean {
  return stack.ofType(...DATA).some((resource) => resource.protect);
}
