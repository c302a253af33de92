import ts from "typescript";
import type { Mutator } from "./mutator.ts";

const SWAPPED: ReadonlyMap<string, readonly string[]> = new Map([
  [">", [">=", "<"]],
  [">=", [">", "<="]],
  ["<", ["<=", ">"]],
  ["<=", ["<", ">="]],
  ["===", ["!=="]],
  ["!==", ["==="]],
  ["&&", ["||"]],
  ["||", ["&&"]],
  ["+", ["-"]],
  ["*", ["/"]],
  ["/", ["*"]],
]);

/** Operators turned around, conditions inverted, `true` for `false`, `some` for `every`, a filter left out. */
export const logicChanges: Mutator = (node, source) => {
  const start = node.getStart(source);
  const { end } = node;
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken;
    const at = { start: operator.getStart(source), end: operator.end, mutator: "operator" };
    // A sum with a text joins texts.
    const joins = operator.getText(source) === "+" && /["'`]/.test(node.getText(source));
    return (joins ? [] : (SWAPPED.get(operator.getText(source)) ?? [])).map((replacement) => ({
      ...at,
      replacement,
    }));
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
    const replacement = node.kind === ts.SyntaxKind.TrueKeyword ? "false" : "true";
    return [{ start, end, replacement, mutator: "boolean" }];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [{ start, end, replacement: node.operand.getText(source), mutator: "condition" }];
  }
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
    const condition = ts.isIfStatement(node) ? node.expression : node.condition;
    const at = { start: condition.getStart(source), end: condition.end, mutator: "condition" };
    // What is negated or compared has a mutant of its own that says the same.
    const covered =
      ts.isPrefixUnaryExpression(condition) ||
      (ts.isBinaryExpression(condition) && /^[!=]==$/.test(condition.operatorToken.getText(source)));
    return covered ? [] : [{ ...at, replacement: `!(${condition.getText(source)})` }];
  }
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)
    ? callChanges(node.expression, node, source)
    : [];
};

function callChanges(called: ts.PropertyAccessExpression, call: ts.CallExpression, source: ts.SourceFile) {
  const name = called.name.text;
  const at = { start: called.name.getStart(source), end: called.name.end, mutator: "call" };
  if (name === "some" || name === "every") {
    return [{ ...at, replacement: name === "some" ? "every" : "some" }];
  }
  return name === "filter"
    ? [{ start: called.expression.end, end: call.end, replacement: "", mutator: "call" }]
    : [];
}
