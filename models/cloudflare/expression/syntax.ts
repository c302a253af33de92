/**
 * The syntax tree of Cloudflare's rules language, as plain data: the builder and the parser produce it, the printer
 * writes it and the evaluator evaluates it. Source: Cloudflare docs, Ruleset Engine, rules language (operators, values,
 * functions).
 */

/** Types of fields, function results and literals. */
export type ValueType = "text" | "number" | "boolean" | "address" | "texts" | "map";

export type ComparisonOperator =
  | "eq"
  | "ne"
  | "lt"
  | "le"
  | "gt"
  | "ge"
  | "contains"
  | "wildcard"
  | "strict wildcard"
  | "matches";

/** A constant: a string, an integer, or an address; in sets also ranges of the latter two. */
export type Literal =
  | { readonly kind: "text"; readonly value: string; readonly raw?: boolean }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "address"; readonly value: string };

/** A member of a set: a constant, an inclusive range, or a CIDR block. */
export type Member =
  | Literal
  | { readonly kind: "numbers"; readonly from: number; readonly to: number }
  | { readonly kind: "addresses"; readonly from: string; readonly to: string }
  | { readonly kind: "block"; readonly value: string };

/** An operand with a value: a field, an element of one, or a function's result. */
export type Operand =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "element"; readonly of: Operand; readonly key: string | number | "*" }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly (Operand | Literal)[] };

/** A predicate over a request. */
export type Expression =
  | { readonly kind: "and" | "or" | "xor"; readonly terms: readonly Expression[] }
  | { readonly kind: "not"; readonly term: Expression }
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "truth"; readonly of: Operand }
  | {
      readonly kind: "compare";
      readonly left: Operand;
      readonly operator: ComparisonOperator;
      readonly right: Literal;
    }
  | { readonly kind: "in"; readonly left: Operand; readonly set: readonly Member[] }
  | { readonly kind: "list"; readonly left: Operand; readonly name: string }
  | { readonly kind: "any" | "all"; readonly term: Expression };

/** Calls `visit` for every operand in an expression, nested ones included. */
export function forEachOperand(expression: Expression, visit: (operand: Operand) => void): void {
  const operand = (each: Operand): void => {
    visit(each);
    if (each.kind === "element") {
      operand(each.of);
    } else if (each.kind === "call") {
      for (const argument of each.arguments) {
        if (isOperand(argument)) {
          operand(argument);
        }
      }
    }
  };
  forEachExpression(expression, (each) => {
    if (each.kind === "truth") {
      operand(each.of);
    } else if (each.kind === "compare" || each.kind === "in" || each.kind === "list") {
      operand(each.left);
    }
  });
}

/** Calls `visit` for an expression and every expression inside it. */
export function forEachExpression(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression);
  switch (expression.kind) {
    case "and":
    case "or":
    case "xor":
      for (const term of expression.terms) {
        forEachExpression(term, visit);
      }
      break;
    case "not":
    case "any":
    case "all":
      forEachExpression(expression.term, visit);
  }
}

export function isOperand(value: Operand | Literal): value is Operand {
  return value.kind === "field" || value.kind === "element" || value.kind === "call";
}

/** Names of the fields an expression reads, sorted. */
export function fieldsIn(expression: Expression): string[] {
  const names = new Set<string>();
  forEachOperand(expression, (operand) => {
    if (operand.kind === "field") {
      names.add(operand.name);
    }
  });
  return [...names].sort();
}

/** An expression that cannot be built, read or evaluated. @public */
export class ExpressionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ExpressionError";
  }
}
