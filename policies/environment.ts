import { stackOf } from "#graph/stacks";
import type { PolicyContext, PolicyResource } from "./context.ts";

/** Words in the name of an environment that serves customers. */
const PRODUCTION = /(^|[-_./])(prod|production|prd|live)\d*($|[-_./])/i;

/**
 * Whether a resource belongs to production: by the environment that the stack declares (`strata:environment`), otherwise
 * by the stack's name, such as `shop-prod`.
 */
export function isProduction(resource: PolicyResource, stack: PolicyContext): boolean {
  return PRODUCTION.test(stack.environment ?? stackOf(resource.urn).stack);
}
