import { inAddressRange, inBlock, sameAddress } from "./address.ts";
import { compilePattern, compileWildcard, replaceWildcard } from "./pattern.ts";
import {
  type Expression,
  ExpressionError,
  isOperand,
  type Literal,
  type Member,
  type Operand,
} from "./syntax.ts";

/** A field's value; undefined if the request has none. */
export type FieldValue =
  | string
  | number
  | boolean
  | undefined
  | readonly FieldValue[]
  | { readonly [key: string]: readonly string[] };

/** A request's fields by their names in the rules language; an absent field has no value. */
export type Facts = Readonly<Record<string, FieldValue>>;

/** Contents of account lists, by name: addresses, blocks, strings or numbers as written in a set. */
export type Lists = Readonly<Record<string, readonly Member[]>>;

/**
 * Evaluates an expression. A comparison with a missing value is false, as at the edge, so its `not` is true.
 *
 * @public
 * @throws ExpressionError when it uses a list that is not supplied
 */
export function evaluate(expression: Expression, facts: Facts, lists: Lists = {}): boolean {
  const answers = answer(expression, facts, lists);
  if (typeof answers !== "boolean") {
    throw new ExpressionError("[*] stands outside any() and all()");
  }
  return answers;
}

/** The text that an operand, such as a function's result, has for a request; undefined without a value. */
export function textOf(operand: Operand, facts: Facts): string | undefined {
  const value = single(resolve(operand, facts));
  return value === undefined ? undefined : String(value);
}

/** One result, or one per element under `[*]`. */
type Answers = boolean | readonly boolean[];

function answer(expression: Expression, facts: Facts, lists: Lists): Answers {
  switch (expression.kind) {
    case "constant":
      return expression.value;
    case "not": {
      const term = answer(expression.term, facts, lists);
      return typeof term === "boolean" ? !term : term.map((each) => !each);
    }
    case "and":
      return expression.terms.every((term) => evaluate(term, facts, lists));
    case "or":
      return expression.terms.some((term) => evaluate(term, facts, lists));
    case "xor":
      return expression.terms.filter((term) => evaluate(term, facts, lists)).length % 2 === 1;
    case "any":
    case "all": {
      const each = answer(expression.term, facts, lists);
      const list = typeof each === "boolean" ? [each] : each;
      return expression.kind === "any" ? list.some(Boolean) : list.every(Boolean);
    }
    case "truth":
      return truths(resolve(expression.of, facts));
    case "compare":
      return apply(expression.left, facts, comparison(expression.operator, expression.right));
    case "in":
      return apply(expression.left, facts, (value) => expression.set.some((member) => holds(member, value)));
    case "list": {
      const list = lists[expression.name];
      if (!list) {
        throw new ExpressionError(`the contents of list "${expression.name}" are not given`);
      }
      return apply(expression.left, facts, (value) => list.some((member) => holds(member, value)));
    }
  }
}

function apply(operand: Operand, facts: Facts, test: (value: FieldValue) => boolean): Answers {
  const value = resolve(operand, facts);
  if (value instanceof Each) {
    return value.values.map((each) => each !== undefined && test(each));
  }
  return value !== undefined && test(value);
}

/** A boolean, or the booleans of a function over `[*]`. */
function truths(value: FieldValue | Each): Answers {
  const values = value instanceof Each ? value.values : value;
  return Array.isArray(values) ? values.map((each) => each === true) : values === true;
}

/** Values under `[*]`, each evaluated separately. */
class Each {
  readonly values: readonly FieldValue[];
  constructor(values: readonly FieldValue[]) {
    this.values = values;
  }
}

function resolve(operand: Operand, facts: Facts): FieldValue | Each {
  switch (operand.kind) {
    case "field":
      return facts[operand.name];
    case "element": {
      const of = resolve(operand.of, facts);
      if (operand.key === "*") {
        return new Each(Array.isArray(of) ? of : []);
      }
      if (Array.isArray(of)) {
        return typeof operand.key === "number" ? of[operand.key] : undefined;
      }
      return isMap(of) && Object.hasOwn(of, operand.key) ? of[operand.key] : undefined;
    }
    case "call": {
      const [first, ...rest] = operand.arguments.map((each) =>
        isOperand(each) ? resolve(each, facts) : each.value,
      );
      // A function over [*] returns an array, which its own [*] unpacks again.
      return first instanceof Each
        ? first.values.map((each) => call(operand.name, [each, ...rest.map(single)]))
        : call(operand.name, [first, ...rest.map(single)]);
    }
  }
}

function single(value: FieldValue | Each): FieldValue {
  return value instanceof Each ? undefined : value;
}

function isMap(value: unknown): value is Readonly<Record<string, readonly string[]>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function call(name: string, [subject, ...rest]: readonly FieldValue[]): FieldValue {
  if (subject === undefined) {
    return undefined;
  }
  const text = String(subject);
  switch (name) {
    case "starts_with":
      return text.startsWith(String(rest[0]));
    case "ends_with":
      return text.endsWith(String(rest[0]));
    case "lower":
      // Only ASCII changes, unlike in JavaScript.
      return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
    case "upper":
      return text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
    case "len":
      return Array.isArray(subject) ? subject.length : Buffer.byteLength(text);
    case "url_decode":
      return decode(text);
    case "concat":
      return [subject, ...rest].map(String).join("");
    case "to_string":
      return text;
    case "wildcard_replace":
      return replaceWildcard(text, String(rest[0]), String(rest[1]), rest[2] === "s");
    default:
      throw new ExpressionError(`function ${name} is not evaluated here`);
  }
}

/** Percent-decodes well-formed sequences and leaves the rest; `+` is a space. */
function decode(text: string): string {
  return text.replaceAll("+", " ").replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (found) => {
    return Buffer.from(found.replaceAll("%", ""), "hex").toString("utf8");
  });
}

function comparison(operator: string, literal: Literal): (value: FieldValue) => boolean {
  const right = literal.value;
  switch (operator) {
    case "eq":
      return (value) => same(value, literal);
    case "ne":
      return (value) => !same(value, literal);
    case "lt":
      return (value) => order(value, right) < 0;
    case "le":
      return (value) => order(value, right) <= 0;
    case "gt":
      return (value) => order(value, right) > 0;
    case "ge":
      return (value) => order(value, right) >= 0;
    case "contains":
      return (value) => String(value).includes(String(right));
    case "matches": {
      const pattern = compilePattern(String(right));
      return (value) => pattern(String(value));
    }
    default: {
      const pattern = compileWildcard(String(right), operator === "strict wildcard");
      return (value) => pattern.test(String(value));
    }
  }
}

function same(value: FieldValue, literal: Literal): boolean {
  return literal.kind === "address" ? sameAddress(String(value), literal.value) : value === literal.value;
}

/** Numbers by value, strings by their bytes. */
function order(value: FieldValue, right: string | number): number {
  if (typeof value === "number" && typeof right === "number") {
    return value - right;
  }
  return Buffer.compare(Buffer.from(String(value)), Buffer.from(String(right)));
}

function holds(member: Member, value: FieldValue): boolean {
  switch (member.kind) {
    case "numbers":
      return typeof value === "number" && member.from <= value && value <= member.to;
    case "block":
      return inBlock(String(value), member.value);
    case "addresses":
      return inAddressRange(String(value), member.from, member.to);
    default:
      return same(value, member);
  }
}
