import type { Terminal } from "./terminal/terminal.ts";

/** Command lines worth typing next, below what a command printed. */
export function nextCommands(lines: readonly string[], { paint }: Pick<Terminal, "paint">): string {
  return `${paint("dim", `  next:  ${lines.join("\n         ")}`)}\n`;
}
