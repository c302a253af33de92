/**
 * Adds an entry to an object literal of a TypeScript source, before the first one: there it needs to know nothing of
 * the others.
 *
 * @param opening finds the literal, its opening brace included
 * @param entry such as `shop: load`, without a comma
 * @returns undefined where the source has no such literal
 */
export function addEntry(source: string, opening: RegExp, entry: string): string | undefined {
  const found = opening.exec(source);
  if (!found) {
    return undefined;
  }
  const start = found.index + found[0].length;
  const indent = /^[ \t]*/.exec(source.slice(source.lastIndexOf("\n", start - 1) + 1))?.[0] ?? "";
  const rest = source.slice(start);
  // What follows on the same line gets a line of its own.
  const after = rest.startsWith("\n")
    ? rest
    : `\n${indent}${rest.startsWith("}") ? "" : "  "}${rest.trimStart()}`;
  return `${source.slice(0, start)}\n${indent}  ${entry},${after}`;
}
