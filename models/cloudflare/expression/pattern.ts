import { Script } from "node:vm";
import { ExpressionError } from "./syntax.ts";

/** The parts of a pattern: an escaped character, a character class, a dot, anything else. */
const PARTS = /\\.|\[(?:\\.|[^\]\\])*\]|./gs;

/** What Rust's regular expressions lack or interpret differently, with its error message. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/\(\?(?:[=!]|<[=!])/, "look-around, which the edge has not"],
  [/\\[1-9]/, "a back-reference, which the edge has not"],
  // In Rust these are operations on character classes.
  [/\[[^\]]*(?:&&|--|~~|\[)/, "a class with &&, --, ~~ or [ in it, which the edge reads as an operation"],
  [/[^\t\r\n -~]/, "characters beyond ASCII, while the edge matches bytes"],
  [/\[(?:\\.|[^\]\\])*\\S/s, "\\S in a class"],
];

/** Refuses what Rust's regular expressions lack, and what JavaScript evaluates differently. */
export function checkPattern(pattern: string): string {
  compilePattern(pattern);
  return pattern;
}

/**
 * The same regular expression for JavaScript, as a predicate. The edge matches bytes, so each byte becomes one
 * character; its dot excludes only the line feed, its whitespace is ASCII, and a leading `(?i)` becomes a flag.
 *
 * @throws ExpressionError if either side has no such pattern, or they evaluate it differently; from the predicate, if a
 *   match takes longer than a second
 */
export function compilePattern(pattern: string): (text: string) => boolean {
  const foreign = FOREIGN.find(([mark]) => mark.test(pattern));
  if (foreign) {
    throw new ExpressionError(`regular expression ${pattern} uses ${foreign[1]}`);
  }
  const insensitive = pattern.startsWith("(?i)");
  const source = (insensitive ? pattern.slice(4) : pattern)
    .replaceAll(PARTS, translate)
    .replaceAll("(?P<", "(?<");
  const compiled = compile(pattern, source, insensitive ? "iu" : "u");
  const test = NESTED.test(source) ? testWithin : testAtOnce;
  return (text) => test(compiled, Buffer.from(text).toString("latin1"));
}

function compile(pattern: string, source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (cause) {
    throw new ExpressionError(
      `regular expression ${pattern}: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}

/** A repeated group with a repetition in it: linear at the edge, possibly exponential in JavaScript. */
const NESTED = /[*+}][^()]*\)+[*+{]/;
const TIMEOUT_MILLISECONDS = 1000;
const TEST = new Script("compiled.test(text)");

function testAtOnce(compiled: RegExp, text: string): boolean {
  return compiled.test(text);
}

function testWithin(compiled: RegExp, text: string): boolean {
  try {
    return TEST.runInNewContext({ compiled, text }, { timeout: TIMEOUT_MILLISECONDS }) === true;
  } catch {
    throw new ExpressionError(`regular expression ${compiled.source} takes too long to evaluate here`);
  }
}

const BLANKS = String.raw`\t\n\v\f\r `;

function translate(part: string): string {
  switch (part) {
    case ".":
      return String.raw`[^\n]`;
    case String.raw`\s`:
      return `[${BLANKS}]`;
    case String.raw`\S`:
      return `[^${BLANKS}]`;
    default:
      return part.startsWith("[")
        ? part.replaceAll(/\\./gs, (escaped) => (escaped === "\\s" ? BLANKS : escaped))
        : part;
  }
}

/** Refuses a wildcard pattern that the edge refuses: two consecutive stars, or a lone backslash. */
export function checkWildcard(pattern: string): string {
  const bare = pattern.replaceAll(/\\[\\*]/g, "");
  if (bare.includes("**")) {
    throw new ExpressionError(`wildcard pattern ${pattern} has two stars in a row`);
  }
  if (bare.includes("\\")) {
    throw new ExpressionError(`wildcard pattern ${pattern} has a backslash that escapes neither * nor \\`);
  }
  return pattern;
}

/**
 * A wildcard pattern as a regular expression over the whole value; each star is a group, which matches as little as
 * possible.
 */
export function compileWildcard(pattern: string, strict: boolean): RegExp {
  const source = pattern.replaceAll(
    /\\([\\*])|\*|[.+?^${}()|[\]\\/-]/g,
    (found, escaped: string | undefined) => {
      if (escaped !== undefined) {
        return `\\${escaped}`;
      }
      return found === "*" ? "([^]*?)" : `\\${found}`;
    },
  );
  return new RegExp(`^${source}$`, strict ? "" : "i");
}

/**
 * A value with what the stars of a pattern matched put into a replacement, where `${1}` is the first; the value itself
 * if the pattern does not match. Source: Cloudflare docs, functions, wildcard_replace.
 */
export function replaceWildcard(
  value: string,
  pattern: string,
  replacement: string,
  strict: boolean,
): string {
  const match = compileWildcard(pattern, strict).exec(value);
  return match ? replacement.replaceAll(/\$\{(\d+)\}/g, (_, star) => match[Number(star)] ?? "") : value;
}
