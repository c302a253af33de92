import { plainText } from "./escapes.ts";
import type { Terminal } from "./terminal.ts";

/** Columns between the beginning of a label and its text, at least. */
const LABEL_WIDTH = 16;

/** `1 resource`, `3 resources`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Columns that a text takes: colors take none. */
export function visible(text: string): number {
  return plainText(text).length;
}

/** Wraps words to a width if possible; at least one line. */
export function fold(text: string, width: number): string[] {
  const [first = "", ...words] = text.split(" ");
  const lines = [first];
  for (const word of words) {
    const last = lines.at(-1) ?? "";
    if (last && visible(last) + 1 + visible(word) > width) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = last ? `${last} ${word}` : word;
    }
  }
  return lines;
}

/** A label and its text in two columns; long text wraps within its column. */
export function wrap(
  indent: string,
  label: string,
  text: string,
  width: number,
  paint: Terminal["paint"],
  tone: "dim" | "title" = "dim",
): string[] {
  const column = Math.max(LABEL_WIDTH, label.length + 1);
  return fold(text, width - indent.length - column).map((content, index) =>
    index === 0
      ? `${indent}${paint(tone, label)}${" ".repeat(column - label.length)}${content}`
      : `${indent}${" ".repeat(column)}${content}`,
  );
}

/** A value as the JSON that commands print. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
