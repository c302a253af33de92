/** What stands in a message for a value that it may not repeat. */
export const WITHHELD = "(value withheld)";

/** A value as messages repeat it: as it is, within JSON, and within an address. */
export function formsOf(text: string): readonly string[] {
  return [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)];
}
