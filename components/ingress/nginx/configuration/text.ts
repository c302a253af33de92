/** A block of directives: `head { … }`, each line once. */
export function block(head: string, lines: readonly string[]): string {
  const inner = unique(lines).flatMap((line) => line.split("\n"));
  return `${head} {\n${inner.map((line) => `  ${line}`).join("\n")}\n}`;
}

/** Directives that several settings bring stand once: nginx refuses them twice. */
export function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}

/** Leaves out whatever line begins with one of the words. */
export function withoutSettings(text: string, words: readonly string[]): string {
  const left = text
    .split("\n")
    .filter((line) => !words.some((word) => line.trimStart().startsWith(`${word} `)));
  return left.join("\n");
}

/** A value in quotes; its variables in braces, as the controller's objects have them, are nginx' own notation. */
export function quoted(value: string): string {
  return `"${value.replaceAll('"', '\\"')}"`;
}

/** A path of the controller's objects as the head of a location: `=/api` becomes `= /api`. */
export function locationOf(path: string): string {
  return `location ${path.startsWith("=") ? `= ${path.slice(1)}` : path}`;
}
