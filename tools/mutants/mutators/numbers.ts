import ts from "typescript";
import type { Mutator } from "./mutator.ts";

/** A number ten times as large, and one more or less. */
export const numberChanges: Mutator = (node, source) => {
  if (!ts.isNumericLiteral(node)) {
    return [];
  }
  const value = Number(node.text);
  const start = node.getStart(source);
  return changedNumbers(value).map((changed) => ({
    start,
    end: node.end,
    replacement: String(changed),
    mutator: "number",
  }));
};

/** Numbers that must not pass for the given one. */
export function changedNumbers(value: number): number[] {
  const near = value >= 1 ? value - 1 : value + 1;
  return [...new Set([value * 10, near])].filter((changed) => changed !== value);
}
