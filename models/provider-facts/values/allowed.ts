import { formatOf } from "./formats.ts";
import type { ValueRule } from "./rule.ts";

/** A value without parts. */
export type Scalar = string | number | boolean;

/** What a provider allows instead of a value, in words; undefined if it accepts the value. */
export function refusedScalar(rule: ValueRule, value: Scalar): string | undefined {
  if (value === "" && rule.orEmpty) {
    return undefined;
  }
  if (rule.anyOf) {
    const refused = rule.anyOf.map((each) => refusedScalar(each, value));
    return refused.every((allowed) => allowed !== undefined) ? refused.join(", or ") : undefined;
  }
  return refusedChoice(rule, value) ?? refusedNumber(rule, value) ?? refusedText(rule, value);
}

/** What a provider allows instead of a number of elements, in words; undefined if it accepts it. */
export function refusedCount(
  { minItems = 0, maxItems, maxKeys }: ValueRule,
  count: number,
): string | undefined {
  const most = maxItems ?? maxKeys ?? Number.POSITIVE_INFINITY;
  if (count >= minItems && count <= most) {
    return undefined;
  }
  return count < minItems ? `at least ${minItems}` : `at most ${most}`;
}

function refusedChoice(rule: ValueRule, value: Scalar): string | undefined {
  const { enum: choices, not } = rule;
  if (choices && !choices.some((choice) => isSame(choice, value, rule.ignoreCase))) {
    return choices.map((choice) => JSON.stringify(choice)).join(", ");
  }
  return not?.some((each) => each === value) ? `all but ${not.join(", ")}` : undefined;
}

/** Providers take the text of a number for the number. */
function isSame(choice: Scalar, value: Scalar, ignoreCase = false): boolean {
  const [left, right] = [String(choice), String(value)];
  return ignoreCase ? left.toLowerCase() === right.toLowerCase() : left === right;
}

function refusedNumber(rule: ValueRule, value: Scalar): string | undefined {
  const { min, exclusiveMin, max, ranges } = rule;
  const number = typeof value === "boolean" || value === "" ? Number.NaN : Number(value);
  if (Number.isNaN(number)) {
    return undefined;
  }
  if (ranges) {
    const words = ranges.map(([least, most]) => (least === most ? `${least}` : `${least} to ${most}`));
    return ranges.some(([least, most]) => number >= least && number <= most) ? undefined : words.join(", ");
  }
  const low = (min !== undefined && number < min) || (exclusiveMin !== undefined && number <= exclusiveMin);
  return low || (max !== undefined && number > max) ? rangeWords(rule) : undefined;
}

function rangeWords({ min, exclusiveMin, max }: ValueRule): string {
  return [
    "numbers",
    ...(min === undefined ? [] : [`from ${min}`]),
    ...(exclusiveMin === undefined ? [] : [`above ${exclusiveMin}`]),
    ...(max === undefined ? [] : [`up to ${max}`]),
  ].join(" ");
}

const expressions = new Map<string, RegExp>();

function expression(pattern: string): RegExp {
  const known = expressions.get(pattern) ?? new RegExp(pattern);
  expressions.set(pattern, known);
  return known;
}

function refusedText(rule: ValueRule, value: Scalar): string | undefined {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = rule;
  const text = String(value);
  if (typeof value === "string" && (text.length < minLength || text.length > maxLength)) {
    return text.length < minLength ? `at least ${minLength} characters` : `at most ${maxLength} characters`;
  }
  if (pattern !== undefined && !expression(pattern).test(text)) {
    return `texts that match ${pattern}`;
  }
  return format && formatOf(format)(text);
}
