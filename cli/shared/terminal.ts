import { styleText } from "node:util";
import { askOn } from "./ask.ts";

/** Meanings of colors. Color is never the only signal. */
export type Tone = "stop" | "look" | "fine" | "dim" | "title";

/** Where a command prints. */
export interface Terminal {
  /** Directory in which the command was called. */
  readonly folder: string;
  /** Day by which exceptions expire, such as `2026-11-21`. */
  readonly today: string;
  /** Columns to fill, from 60 to 140. */
  readonly width: number;
  /** Whether a person watches: color, progress and times are for them only. */
  readonly interactive: boolean;
  /** Prints a part of the result. */
  out(text: string): void;
  /** Prints anything else. */
  error(text: string): void;
  /**
   * Prompts and returns the input without the line ending; absent if input is not interactive.
   *
   * @throws UsageError if the user cancels
   */
  ask?(question: string): Promise<string>;
  /** A text in a tone, as the terminal can show it. */
  paint(tone: Tone, text: string): string;
}

const FORMATS = { stop: "red", look: "yellow", fine: "green", dim: "dim", title: "bold" } as const;

/**
 * The process's own terminal. It honors NO_COLOR and FORCE_COLOR, stays plain in a pipe, and keeps standard output for
 * results: other writes, such as `console.log` in a planned program, are redirected to standard error.
 */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  const out = writerOf(stdout);
  const error = writerOf(stderr);
  stdout.write = stderr.write.bind(stderr);
  return {
    folder: process.cwd(),
    today: new Date().toISOString().slice(0, 10),
    width: widthOf(stdout.columns, process.env["COLUMNS"]),
    interactive: stdout.isTTY === true,
    out,
    error,
    ...(process.stdin.isTTY && stderr.isTTY ? { ask: askOn(process.stdin, stderr) } : {}),
    paint: (tone, text) => styleText(FORMATS[tone], text, { stream: stdout }),
  };
}

/** Columns of the terminal, or COLUMNS without one; 100 by default. */
export function widthOf(columns: number | undefined, variable: string | undefined): number {
  const said = /^\d+$/.test(variable ?? "") ? Number(variable) : 100;
  return Math.max(60, Math.min(columns ?? said, 140));
}

/** Writes to a stream until its reader, such as `head`, closes it; later output is dropped. */
function writerOf(stream: NodeJS.WriteStream): (text: string) => void {
  const write = stream.write.bind(stream);
  let open = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
    open = false;
  });
  return (text) => {
    if (open) {
      write(text);
    }
  };
}
