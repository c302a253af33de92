import { styleText } from "node:util";

/** What colours mean. Nothing is said by colour alone. */
export type Tone = "stop" | "look" | "fine" | "dim" | "title";

/** Where a command prints. */
export interface Terminal {
  /** Folder that the command was called in. */
  readonly folder: string;
  /** Day by which exceptions expire, such as `2026-11-21`. */
  readonly today: string;
  /** Columns to fill, at least 60; 100 where nobody watches. */
  readonly width: number;
  /** Whether a person watches: colour, progress and times are for them only. */
  readonly interactive: boolean;
  out(text: string): void;
  error(text: string): void;
  /** A text in a tone, as the terminal can show it. */
  paint(tone: Tone, text: string): string;
}

const FORMATS = { stop: "red", look: "yellow", fine: "green", dim: "dim", title: "bold" } as const;

/** The process's own terminal. It honours NO_COLOR and FORCE_COLOR, and stays plain in a pipe. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  // A reader that has seen enough, such as `head`, closes the pipe: nothing more is wanted, nothing is wrong.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
    process.exit(0);
  });
  return {
    folder: process.cwd(),
    today: new Date().toISOString().slice(0, 10),
    width: Math.max(60, Math.min(stdout.columns ?? 100, 140)),
    interactive: stdout.isTTY === true,
    out: (text) => void stdout.write(text),
    error: (text) => void stderr.write(text),
    paint: (tone, text) => styleText(FORMATS[tone], text, { stream: stdout }),
  };
}
