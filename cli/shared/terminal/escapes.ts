import { randomInt } from "node:crypto";
import type { Terminal, Tone } from "./terminal.ts";

/**
 * Characters that a terminal obeys instead of showing them: control characters except line feed and tab, and those that
 * change the direction of the text around them.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is for
export const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A text with such characters shown, such as `\u001b`. */
export function showEscapes(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(OBEYED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Names this process's colors within a text until it is printed. No text can hold it, as nobody can know it. */
const KEY = randomInt(2 ** 40);
const MARK = new RegExp(`\\u001b\\[${KEY};(\\d+)m`, "g");

/** A text as it is shown without colors. */
export function plainText(text: string): string {
  return showEscapes(text.replace(MARK, ""));
}

/**
 * A terminal that shows the escape codes in what it prints, whatever name, value or message they come from. Those of its
 * own colors it sends.
 */
export function escapingTerminal(terminal: Terminal): Terminal {
  const codes: string[] = [];
  const marks = new Map<Tone, string>();
  const paint = (tone: Tone, text: string) => {
    let opening = marks.get(tone);
    if (opening === undefined) {
      opening = String(codes.length);
      marks.set(tone, opening);
      codes.push(...terminal.paint(tone, "|").split("|"));
    }
    return `\u001b[${KEY};${opening}m${text}\u001b[${KEY};${Number(opening) + 1}m`;
  };
  const show = (text: string) =>
    text
      .split(MARK)
      .map((part, index) => (index % 2 === 0 ? showEscapes(part) : codes[Number(part)]))
      .join("");
  return {
    ...terminal,
    out: (text) => terminal.out(show(text)),
    error: (text) => terminal.error(show(text)),
    paint,
  };
}
