import { ExpressionError } from "./syntax.ts";

/** A token of the rules language. `end` follows the last one. */
export interface Token {
  readonly kind: "word" | "text" | "raw" | "symbol" | "end";
  readonly value: string;
  /** Where it starts, in characters from 0. */
  readonly at: number;
}

const SPACE = /[ \t\r\n]+/y;
// Fields, numbers, addresses, blocks and ranges are one class of token: `ip.src`, `10.0.0.0/8`, `1..9`, `::1`.
const WORD = /[A-Za-z0-9_:.$/-]+/y;
const SYMBOL = /==|!=|<=|>=|&&|\|\||\^\^|[()[\]{},<>~!*]/y;
const RAW = /r(#*)"/y;

/** Splits an expression into tokens. @throws ExpressionError with the position of an invalid token */
export function lex(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source) ?? undefined;
  };
  while (at < source.length) {
    const space = take(SPACE);
    if (space) {
      at += space[0].length;
      continue;
    }
    const start = at;
    const raw = take(RAW);
    if (raw) {
      const end = `"${raw[1]}`;
      const close = source.indexOf(end, at + raw[0].length);
      if (close < 0) {
        throw new ExpressionError(`text that starts at ${start} never ends`);
      }
      tokens.push({ kind: "raw", value: source.slice(at + raw[0].length, close), at: start });
      at = close + end.length;
    } else if (source[at] === '"') {
      const [value, next] = quoted(source, at);
      tokens.push({ kind: "text", value, at: start });
      at = next;
    } else {
      const word = take(WORD);
      const value = (word ?? take(SYMBOL))?.[0];
      if (value === undefined) {
        throw new ExpressionError(`unexpected ${JSON.stringify(source[at])} at ${at}`);
      }
      tokens.push({ kind: word ? "word" : "symbol", value, at: start });
      at += value.length;
    }
  }
  return [...tokens, { kind: "end", value: "", at }];
}

/** Reads a quoted string: `\"` and `\\` are the only escapes. Returns it and the position after it. */
function quoted(source: string, start: number): [value: string, next: number] {
  let value = "";
  for (let at = start + 1; at < source.length; at++) {
    const character = source[at];
    if (character === '"') {
      return [value, at + 1];
    }
    if (character === "\\") {
      const escaped = source[++at];
      if (escaped !== '"' && escaped !== "\\") {
        throw new ExpressionError(`unknown escape \\${escaped ?? ""} at ${at - 1}`);
      }
      value += escaped;
    } else {
      value += character;
    }
  }
  throw new ExpressionError(`text that starts at ${start} never ends`);
}
