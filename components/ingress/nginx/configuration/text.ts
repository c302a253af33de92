/** A block of directives: `head { … }`, each line once. */
export function block(head: string, lines: readonly string[]): string {
  const inner = unique(lines).flatMap((line) => line.split("\n"));
  return `${head} {\n${inner.map((line) => `  ${line}`).join("\n")}\n}`;
}

/** Directives of several settings are written once: nginx refuses duplicates. */
export function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}

/** Omits lines that start with one of the words. */
export function withoutSettings(text: string, words: readonly string[]): string {
  const left = text
    .split("\n")
    .filter((line) => !words.some((word) => line.trimStart().startsWith(`${word} `)));
  return left.join("\n");
}

/** A value in quotes; variables in braces, as in the controller's objects, are converted to nginx's notation. */
export function quoted(value: string): string {
  return `"${value.replaceAll('"', '\\"')}"`;
}

/** A path of the controller's objects as the head of a location: `=/api` becomes `= /api`. */
export function locationOf(path: string): string {
  return `location ${path.startsWith("=") ? `= ${path.slice(1)}` : path}`;
}
