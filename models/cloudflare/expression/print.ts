import { type Expression, isOperand, type Literal, type Member, type Operand } from "./syntax.ts";

/** Precedence; a term in a context of lower precedence needs no parentheses. */
const STRENGTH = { or: 1, xor: 2, and: 3, not: 4 } as const;

/**
 * Writes an expression in Cloudflare's rules language. Every string literal is escaped here and nowhere else, so that
 * no setting's value can terminate a literal early.
 */
export function print(expression: Expression): string {
  return write(expression, 0);
}

function write(expression: Expression, context: number): string {
  switch (expression.kind) {
    case "and":
    case "or":
    case "xor": {
      const strength = STRENGTH[expression.kind];
      const text = expression.terms.map((term) => write(term, strength + 1)).join(` ${expression.kind} `);
      return strength < context ? `(${text})` : text;
    }
    case "not": {
      const text = `not ${write(expression.term, STRENGTH.not + 1)}`;
      return STRENGTH.not < context ? `(${text})` : text;
    }
    case "constant":
      return String(expression.value);
    case "truth":
      return operand(expression.of);
    case "compare":
      return `${operand(expression.left)} ${expression.operator} ${literal(expression.right)}`;
    case "in":
      return `${operand(expression.left)} in {${expression.set.map(member).join(" ")}}`;
    case "list":
      return `${operand(expression.left)} in $${expression.name}`;
    case "any":
    case "all":
      return `${expression.kind}(${write(expression.term, 0)})`;
  }
}

function operand(value: Operand): string {
  switch (value.kind) {
    case "field":
      return value.name;
    case "element": {
      const key = typeof value.key === "string" && value.key !== "*" ? quoted(value.key) : value.key;
      return `${operand(value.of)}[${key}]`;
    }
    case "call":
      return `${value.name}(${value.arguments.map((each) => (isOperand(each) ? operand(each) : literal(each))).join(", ")})`;
  }
}

function literal(value: Literal): string {
  switch (value.kind) {
    case "text":
      return value.raw ? raw(value.value) : quoted(value.value);
    case "number":
      return String(value.value);
    case "address":
      return value.value;
  }
}

function member(value: Member): string {
  switch (value.kind) {
    case "numbers":
    case "addresses":
      return `${value.from}..${value.to}`;
    case "block":
      return value.value;
    default:
      return literal(value);
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** A raw string has no escapes: enough hashes make its end unambiguous. */
function raw(text: string): string {
  let hashes = "";
  while (text.includes(`"${hashes}`)) {
    hashes += "#";
  }
  return `r${hashes}"${text}"${hashes}`;
}
