import type { ComparisonOperator } from "./syntax.ts";

/** Logical operators, the weakest first. */
export const LOGICAL = [
  { kind: "or", symbol: "||" },
  { kind: "xor", symbol: "^^" },
  { kind: "and", symbol: "&&" },
] as const;

export const COMPARISONS: Readonly<Record<string, ComparisonOperator>> = {
  eq: "eq",
  "==": "eq",
  ne: "ne",
  "!=": "ne",
  lt: "lt",
  "<": "lt",
  le: "le",
  "<=": "le",
  gt: "gt",
  ">": "gt",
  ge: "ge",
  ">=": "ge",
  contains: "contains",
  wildcard: "wildcard",
  matches: "matches",
  "~": "matches",
};

/** Functions that this library evaluates or writes. */
export const FUNCTIONS = new Set([
  "starts_with",
  "ends_with",
  "lower",
  "upper",
  "len",
  "url_decode",
  "concat",
  "to_string",
  "substring",
  "wildcard_replace",
]);
