import type { EdgeRequest } from "#models/cloudflare/expression/facts";
import type { PolicyContext } from "../../context.ts";
import { asUnknownValue, type Property, type UnknownValue, type Violation } from "../../property.ts";
import { matches } from "./edge-rules.ts";
import { requestLabels } from "./ordinary-requests.ts";
import { ruleLabel } from "./ruleset.ts";

/**
 * A violation if a rule with the action "skip" lets ordinary requests past what it skips. Throws if that is not known
 * of a request, and none is known to get past.
 *
 * @param what such as `managed rules`
 * @param least how many of the requests it must be. Default 1
 */
export function* skipsOrdinary(
  rule: Property,
  requests: readonly EdgeRequest[],
  stack: PolicyContext,
  { what, least = 1 }: { readonly what: string; readonly least?: number },
): Iterable<Violation> {
  const past: EdgeRequest[] = [];
  let unknown: UnknownValue | undefined;
  for (const request of requests) {
    try {
      if (matches(rule, request, stack)) {
        past.push(request);
      }
    } catch (cause) {
      unknown ??= asUnknownValue(cause);
    }
  }
  if (past.length >= least) {
    const which = past.length === requests.length ? "every request" : requestLabels(past);
    yield rule.at("expression").violation(`${ruleLabel(rule)} skips ${what} for ${which}`);
  } else if (unknown) {
    throw unknown;
  }
}
