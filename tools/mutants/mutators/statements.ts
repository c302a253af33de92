import ts from "typescript";
import type { Mutator } from "./mutator.ts";

/** Functions without one of their statements that do something, and without an `if` that has no other branch. */
export const statementChanges: Mutator = (node, source) => {
  const done =
    ts.isExpressionStatement(node) && !node.getText(source).startsWith("super(") && ts.isBlock(node.parent);
  const decided = ts.isIfStatement(node) && !node.elseStatement && !ts.isIfStatement(node.parent);
  return done || decided
    ? [{ start: node.getStart(source), end: node.end, replacement: "", mutator: "statement" }]
    : [];
};
