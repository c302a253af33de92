import { decide } from "#models/cloudflare/expression/decide";
import { type EdgeRequest, factsOf } from "#models/cloudflare/expression/facts";
import { parse } from "#models/cloudflare/expression/parse";
import { type Expression, ExpressionError } from "#models/cloudflare/expression/syntax";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import type { Property } from "../../property.ts";
import { belongsTo, ZONE } from "../zone/zone.ts";
import { listsOf } from "./lists.ts";
import { isDisabled, RULESET, rulesOf } from "./ruleset.ts";

/**
 * Whether a rule is enabled and matches a request. Throws if that is not known: the expression, or what it reads, such
 * as a list whose items the stack does not have.
 */
export function matches(rule: Property, request: EdgeRequest, stack: PolicyContext): boolean {
  if (isDisabled(rule)) {
    return false;
  }
  const property = rule.at("expression");
  const expression = parsed(property.text() ?? "");
  const result = expression && decide(expression, { ...RESPONSE, ...factsOf(request) }, stack.index(listsOf));
  if (result === undefined) {
    throw property.unknown();
  }
  return result;
}

/** An ordinary response, for rules that read it. */
const RESPONSE = { "http.response.code": 200, "http.response.headers": {} };

/** The expressions of rules that can be read, for what they name. */
export function readableExpressions(rules: readonly EdgeRule[]): Expression[] {
  return rules
    .map(({ rule }) => rule.at("expression"))
    .filter((expression) => expression.isReadable())
    .flatMap((expression) => parsed(expression.text() ?? "") ?? []);
}

/** A rule, and the ruleset that has it. */
export interface EdgeRule {
  readonly rule: Property;
  readonly ruleset: PolicyResource;
}

/**
 * The rules of a phase that the edge runs for a zone, in its order: those of the account's entry points, then those of
 * the zone's. Sets that other rules execute are none of them.
 *
 * @param of a zone, or a ruleset or page rule of one
 */
export function rulesFor(of: PolicyResource, phase: string, stack: PolicyContext): EdgeRule[] {
  const own = (ruleset: PolicyResource) =>
    of.type === ZONE ? belongsTo(ruleset, of) : ruleset === of || isOfSameZone(ruleset, of);
  const account: EdgeRule[] = [];
  const zone: EdgeRule[] = [];
  for (const ruleset of stack.ofType(RULESET)) {
    const rules = rulesOf(ruleset, phase).map((rule) => ({ rule, ruleset }));
    if (rules.length > 0 && ruleset.at("kind").is("root")) {
      account.push(...rules);
    } else if (rules.length > 0 && !ruleset.at("kind").is("custom") && own(ruleset)) {
      zone.push(...rules);
    }
  }
  return [...account, ...zone];
}

function isOfSameZone(ruleset: PolicyResource, other: PolicyResource): boolean {
  return other.at("kind").is("root") || ruleset.isSameInput("zoneId", other);
}

const PARSED = new Map<string, Expression | undefined>();

/** An expression's tree, parsed once; undefined for text that is none. */
function parsed(text: string): Expression | undefined {
  if (!PARSED.has(text)) {
    PARSED.set(text, attempt(text));
  }
  return PARSED.get(text);
}

function attempt(text: string): Expression | undefined {
  try {
    return parse(text, { anyNames: true });
  } catch (cause) {
    if (cause instanceof ExpressionError) {
      return undefined;
    }
    throw cause;
  }
}
