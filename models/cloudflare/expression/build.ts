import { checkAddress, checkBlock } from "./address.ts";
import { checkPattern, checkWildcard } from "./pattern.ts";
import {
  type ComparisonOperator,
  type Expression,
  ExpressionError,
  type Literal,
  type Member,
  type Operand,
} from "./syntax.ts";

/** True when all hold. A single term is returned as it is. */
export function and(...terms: Expression[]): Expression {
  return combine("and", terms);
}

/** True when at least one holds. A single term is returned as it is. */
export function or(...terms: Expression[]): Expression {
  return combine("or", terms);
}

/** True when exactly one of two holds. */
export function xor(left: Expression, right: Expression): Expression {
  return { kind: "xor", terms: [left, right] };
}

export function not(term: Expression): Expression {
  return term.kind === "not" ? term.term : { kind: "not", term };
}

/** Matches every request, or none. */
export function always(value = true): Expression {
  return { kind: "constant", value };
}

/** A string value; comparison is case-sensitive unless {@link lower} is applied first. @public */
export class Text {
  readonly operand: Operand;
  constructor(operand: Operand) {
    this.operand = operand;
  }
  eq(value: string): Expression {
    return compare(this.operand, "eq", text(value));
  }
  ne(value: string): Expression {
    return compare(this.operand, "ne", text(value));
  }
  contains(part: string): Expression {
    return compare(this.operand, "contains", text(part));
  }
  /** The whole value, ignoring case; `*` matches any characters, `\*` itself. All plans. */
  wildcard(pattern: string): Expression {
    return compare(this.operand, "wildcard", { ...text(checkWildcard(pattern)), raw: true });
  }
  /** As {@link wildcard}, but case-sensitive. */
  strictWildcard(pattern: string): Expression {
    return compare(this.operand, "strict wildcard", { ...text(checkWildcard(pattern)), raw: true });
  }
  /** Any part of the value matches a Rust regular expression (no look-around, no back-references). Business and up. */
  matches(pattern: string): Expression {
    return compare(this.operand, "matches", { ...text(checkPattern(pattern)), raw: true });
  }
  in(...values: readonly string[]): Expression {
    return member(this.operand, values.map(text));
  }
  startsWith(prefix: string): Expression {
    return { kind: "truth", of: call("starts_with", this.operand, text(prefix)) };
  }
  endsWith(suffix: string): Expression {
    return { kind: "truth", of: call("ends_with", this.operand, text(suffix)) };
  }
  lower(): Text {
    return new Text(mapped("lower", this.operand));
  }
  /** Percent-decoded once. */
  urlDecode(): Text {
    return new Text(mapped("url_decode", this.operand));
  }
  /** Length in bytes. */
  length(): Numeric {
    return new Numeric(mapped("len", this.operand));
  }
}

/** An integer value. */
export class Numeric {
  readonly operand: Operand;
  constructor(operand: Operand) {
    this.operand = operand;
  }
  compare(operator: "eq" | "ne" | "lt" | "le" | "gt" | "ge", value: number): Expression {
    return compare(this.operand, operator, number(value));
  }
  /** One of several numbers or ranges `[from, to]`, both ends included. */
  in(...members: readonly (number | readonly [from: number, to: number])[]): Expression {
    return member(
      this.operand,
      members.map((each) =>
        typeof each === "number"
          ? number(each)
          : { kind: "numbers", from: whole(each[0]), to: atLeast(each[0], whole(each[1])) },
      ),
    );
  }
}

/** An IP address value. */
export class Address {
  readonly operand: Operand;
  constructor(operand: Operand) {
    this.operand = operand;
  }
  eq(address: string): Expression {
    return compare(this.operand, "eq", { kind: "address", value: checkAddress(address) });
  }
  /** Addresses and CIDR blocks, of either version. */
  in(...members: readonly string[]): Expression {
    return member(
      this.operand,
      members.map((each) =>
        each.includes("/")
          ? { kind: "block", value: checkBlock(each) }
          : { kind: "address", value: checkAddress(each) },
      ),
    );
  }
  /** A list of the account. @param name lower-case letters, digits and underscores */
  inList(name: string): Expression {
    if (!/^[a-z0-9_]+$/.test(name)) {
      throw new ExpressionError(`list name "${name}" has characters other than a-z, 0-9 and _`);
    }
    return { kind: "list", left: this.operand, name };
  }
}

/** A boolean value, such as `ssl`. */
export function truth(name: string): Expression {
  return { kind: "truth", of: { kind: "field", name } };
}

/** Several strings, such as the values of a header. */
export class Texts {
  readonly operand: Operand;
  constructor(operand: Operand) {
    this.operand = operand;
  }
  /** True when the condition holds for at least one; false when there is none. */
  any(condition: (each: Text) => Expression): Expression {
    return { kind: "any", term: condition(this.each()) };
  }
  /** True when the condition holds for each of them. */
  all(condition: (each: Text) => Expression): Expression {
    return { kind: "all", term: condition(this.each()) };
  }
  /** True if there is at least one, even an empty one. */
  isPresent(): Expression {
    return compare(call("len", this.operand), "gt", number(0));
  }
  private each(): Text {
    return new Text({ kind: "element", of: this.operand, key: "*" });
  }
}

function combine(kind: "and" | "or", terms: readonly Expression[]): Expression {
  const [first, ...rest] = terms;
  if (!first) {
    throw new ExpressionError(`"${kind}" of nothing`);
  }
  const flat = terms.flatMap((term) => (term.kind === kind ? term.terms : [term]));
  return rest.length === 0 ? first : { kind, terms: flat };
}

function compare(left: Operand, operator: ComparisonOperator, right: Literal): Expression {
  return { kind: "compare", left, operator, right };
}

function member(left: Operand, set: readonly Member[]): Expression {
  if (set.length === 0) {
    throw new ExpressionError("a set without members matches nothing");
  }
  return { kind: "in", left, set };
}

function call(name: string, ...args: (Operand | Literal)[]): Operand {
  return { kind: "call", name, arguments: args };
}

/** A function of a value; mapped over an array it returns an array, which `[*]` unpacks again. */
function mapped(name: string, operand: Operand): Operand {
  const of = call(name, operand);
  return operand.kind === "element" && operand.key === "*" ? { kind: "element", of, key: "*" } : of;
}

function text(value: string): Literal & { kind: "text" } {
  return { kind: "text", value };
}

function number(value: number): Literal {
  return { kind: "number", value: whole(value) };
}

function whole(value: number): number {
  if (!Number.isSafeInteger(value)) {
    throw new ExpressionError(`${value} is not a whole number`);
  }
  return value;
}

function atLeast(from: number, to: number): number {
  if (to < from) {
    throw new ExpressionError(`the range ${from}..${to} is empty`);
  }
  return to;
}
