import { isIPv4, isIPv6 } from "node:net";
import { FIELD_TYPES } from "./fields.ts";
import { lex, type Token } from "./lex.ts";
import { COMPARISONS, FUNCTIONS, LOGICAL } from "./operators.ts";
import { type Expression, ExpressionError, type Literal, type Member, type Operand } from "./syntax.ts";

/** How an expression is read. */
interface ParseOptions {
  /** Whether fields and functions that this library does not know are read like others. Default false. */
  readonly anyNames?: boolean;
}

/**
 * Parses an expression of Cloudflare's rules language.
 *
 * @throws ExpressionError with the position, for syntax or names that the language or this library does not know
 */
export function parse(source: string, { anyNames = false }: ParseOptions = {}): Expression {
  const parser = new Parser(source, anyNames);
  const expression = parser.logical(0);
  parser.expect("");
  return expression;
}

/** A name as the language's fields have, such as `http.request.uri.path`. */
const FIELD_NAME = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/;

class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  readonly #anyNames: boolean;
  #next = 0;

  constructor(source: string, anyNames: boolean) {
    this.#source = source;
    this.#anyNames = anyNames;
    this.#tokens = lex(source);
  }

  logical(level: number): Expression {
    const operator = LOGICAL[level];
    if (!operator) {
      return this.#unary();
    }
    const terms = [this.logical(level + 1)];
    while (this.#accept(operator.kind) || this.#accept(operator.symbol)) {
      terms.push(this.logical(level + 1));
    }
    const [only] = terms;
    return only && terms.length === 1 ? only : { kind: operator.kind, terms };
  }

  expect(value: string): void {
    if (!this.#accept(value)) {
      this.#fail(value === "" ? "the end" : `"${value}"`);
    }
  }

  #unary(): Expression {
    if (this.#accept("not") || this.#accept("!")) {
      return { kind: "not", term: this.#unary() };
    }
    if (this.#accept("(")) {
      const inner = this.logical(0);
      this.expect(")");
      return inner;
    }
    for (const value of [true, false]) {
      if (this.#accept(String(value))) {
        return { kind: "constant", value };
      }
    }
    for (const kind of ["any", "all"] as const) {
      if (this.#peek().value === kind && this.#tokens[this.#next + 1]?.value === "(") {
        this.#next += 2;
        const term = this.logical(0);
        this.expect(")");
        return { kind, term };
      }
    }
    return this.#relation();
  }

  #relation(): Expression {
    const left = this.#operand();
    if (this.#accept("in")) {
      const token = this.#peek();
      if (token.value.startsWith("$")) {
        this.#next++;
        return { kind: "list", left, name: token.value.slice(1) };
      }
      return { kind: "in", left, set: this.#set() };
    }
    const strict = this.#accept("strict");
    const operator = COMPARISONS[this.#peek().value];
    if (!operator || this.#peek().kind === "text" || (strict && operator !== "wildcard")) {
      return strict ? this.#fail('"wildcard"') : { kind: "truth", of: left };
    }
    this.#next++;
    return { kind: "compare", left, operator: strict ? "strict wildcard" : operator, right: this.#literal() };
  }

  #operand(): Operand {
    const token = this.#peek();
    if (token.kind !== "word") {
      return this.#fail("a field");
    }
    this.#next++;
    const isCall = FUNCTIONS.has(token.value) || (this.#anyNames && this.#peek().value === "(");
    let operand: Operand = isCall ? this.#call(token.value) : this.#field(token);
    while (this.#accept("[")) {
      operand = { kind: "element", of: operand, key: this.#key() };
      this.expect("]");
    }
    return operand;
  }

  #call(name: string): Operand {
    this.expect("(");
    const args: (Operand | Literal)[] = [];
    do {
      const word = this.#peek();
      args.push(word.kind === "word" && !/^-?\d/.test(word.value) ? this.#operand() : this.#literal());
    } while (this.#accept(","));
    this.expect(")");
    return { kind: "call", name, arguments: args };
  }

  #field(token: Token): Operand {
    if (!Object.hasOwn(FIELD_TYPES, token.value) && !(this.#anyNames && FIELD_NAME.test(token.value))) {
      this.#next--;
      return this.#fail("a known field");
    }
    return { kind: "field", name: token.value };
  }

  #key(): string | number | "*" {
    const token = this.#peek();
    this.#next++;
    if (token.kind === "text" || token.kind === "raw" || token.value === "*") {
      return token.value;
    }
    return Number(token.value);
  }

  #set(): Member[] {
    this.expect("{");
    const members: Member[] = [];
    while (!this.#accept("}")) {
      const { kind, value } = this.#peek();
      const [from, to] = kind === "word" ? value.split("..") : [];
      if (from !== undefined && to !== undefined) {
        this.#next++;
        members.push(
          isAddress(from)
            ? { kind: "addresses", from, to }
            : { kind: "numbers", from: Number(from), to: Number(to) },
        );
      } else if (kind === "word" && value.includes("/")) {
        this.#next++;
        members.push({ kind: "block", value });
      } else {
        members.push(this.#literal());
      }
    }
    return members;
  }

  #literal(): Literal {
    const { kind, value } = this.#peek();
    this.#next++;
    if (kind === "text") {
      return { kind, value };
    }
    if (kind === "raw") {
      return { kind: "text", value, raw: true };
    }
    if (kind === "word" && /^(0|-?[1-9]\d*)$/.test(value)) {
      return { kind: "number", value: Number(value) };
    }
    if (kind === "word" && isAddress(value)) {
      return { kind: "address", value };
    }
    this.#next--;
    return this.#fail("a text, a number or an address");
  }

  #accept(value: string): boolean {
    const token = this.#peek();
    const found = token.kind === (value === "" ? "end" : token.kind) && token.value === value;
    if (!found || token.kind === "text" || token.kind === "raw") {
      return false;
    }
    this.#next++;
    return true;
  }

  #peek(): Token {
    return this.#tokens[Math.min(this.#next, this.#tokens.length - 1)] ?? { kind: "end", value: "", at: 0 };
  }

  #fail(expected: string): never {
    const { kind, value, at } = this.#peek();
    const found = kind === "end" ? "the end" : JSON.stringify(value);
    throw new ExpressionError(`expected ${expected} at ${at}, found ${found}, in: ${this.#source}`);
  }
}

function isAddress(value: string): boolean {
  return isIPv4(value) || isIPv6(value);
}
