import { STACK_TYPE, stackOf } from "#graph/stacks";
import type { PolicyResource } from "../context.ts";
import type { RuleMetadata } from "../rule.ts";

/** A finding that is accepted for a limited time, with a reason. @public */
export interface Exception {
  /** Id of the rule. */
  readonly rule: string;
  /** Name of the stack, such as `howlerops-dev`; `*` matches any characters. */
  readonly stack: string;
  /**
   * The resource: a path of names from the top of the stack, such as `backend/deployment`, which also covers the
   * resources below it, or a URN. In a path `*` matches one name or part of it and `**` any number of names; in a URN
   * `*` matches any characters.
   */
  readonly resource: string;
  readonly reason: string;
  /** Responsible team or person. */
  readonly owner: string;
  /** Last day on which it holds, such as `2027-03-01`. */
  readonly expires: string;
}

/** An exception's matchers, compiled once. */
export interface ExceptionMatcher {
  stack(name: string): boolean;
  /** @param ancestry returns the resources above it; only their names matter */
  resource(resource: Pick<PolicyResource, "urn">, ancestry: Ancestry): boolean;
}

/** Finds resources by URN, to determine a path of names. */
export interface Ancestry {
  byUrn(urn: string | undefined): Pick<PolicyResource, "urn" | "type" | "name" | "parent"> | undefined;
}

const matchers = new WeakMap<Exception, ExceptionMatcher>();

/** @internal */
export function exceptionMatcher(exception: Exception): ExceptionMatcher {
  let matcher = matchers.get(exception);
  if (!matcher) {
    matcher = compile(exception);
    matchers.set(exception, matcher);
  }
  return matcher;
}

/** Whether an exception matches a resource and its stack. */
export function covers(
  exception: Exception,
  resource: Pick<PolicyResource, "urn">,
  ancestry: Ancestry,
): boolean {
  const matcher = exceptionMatcher(exception);
  return matcher.stack(stackOf(resource.urn).stack) && matcher.resource(resource, ancestry);
}

/** Dates of the same format compare as strings. */
export function hasExpired(exception: Exception, today: string): boolean {
  return exception.expires < today;
}

/** Names from the top of the stack to a resource, joined by `/`: `backend/deployment`. */
export function pathOf(resource: Pick<PolicyResource, "urn">, ancestry: Ancestry): string {
  const names: string[] = [];
  for (let at = ancestry.byUrn(resource.urn); at; at = ancestry.byUrn(at.parent)) {
    if (at.type !== STACK_TYPE) {
      names.unshift(at.name);
    }
  }
  return names.join("/");
}

function compile({ stack, resource }: Exception): ExceptionMatcher {
  const stackPattern = wildcard(stack, ".*");
  if (resource.startsWith("urn:")) {
    const urn = wildcard(resource, ".*");
    return { stack: (name) => stackPattern.test(name), resource: (resource) => urn.test(resource.urn) };
  }
  const path = wildcard(resource, "[^/]*", "(?:/.*)?");
  return {
    stack: (name) => stackPattern.test(name),
    resource: (resource, ancestry) => path.test(pathOf(resource, ancestry)),
  };
}

/** `*` as the given pattern, `**` as anything, all else literally. */
function wildcard(pattern: string, star: string, rest = ""): RegExp {
  const source = pattern
    .split(/(\*+)/)
    .map((part) => {
      if (part === "*") {
        return star;
      }
      return part.startsWith("*") ? ".*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
    })
    .join("");
  return new RegExp(`^${source}${rest}$`, "s");
}

type ExceptionRule = Omit<RuleMetadata, "appliesTo">;

/** An expired exception: the covered finding is back, and the exception itself is a finding. */
export const EXCEPTION_EXPIRED: ExceptionRule = {
  id: "exception-expired",
  title: "Exceptions have not expired",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {},
  fix: "fix the underlying issue and delete the exception, or agree on a new date with its owner",
  why: "An exception that never expires is a rule dropped without a decision.",
};

/** An unused exception: the underlying issue is fixed, or the exception has a typo. */
export const EXCEPTION_UNUSED: ExceptionRule = {
  id: "exception-unused",
  title: "Every exception covers something",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: {},
  fix: "delete the exception, or correct its rule, stack or resource",
  why: "An exception that covers nothing today could hide a mistake tomorrow.",
};
