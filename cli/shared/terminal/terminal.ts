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

/** A terminal whose output may still be on its way. */
export interface ProcessTerminal extends Terminal {
  /**
   * Waits until all that was printed is written, or nobody reads it.
   *
   * @returns why results could not be written, such as a full disk; undefined also if their reader did not want all
   */
  flush(): Promise<Error | undefined>;
}

/**
 * The process's own terminal. It honors NO_COLOR and FORCE_COLOR, and stays plain in a pipe.
 *
 * @param stdout stream for results
 */
export function processTerminal(stdout: NodeJS.WriteStream): ProcessTerminal {
  const { stderr } = process;
  const out = writerOf(stdout);
  const error = writerOf(stderr);
  return {
    folder: process.cwd(),
    today: new Date().toISOString().slice(0, 10),
    width: widthOf(stdout.columns, process.env["COLUMNS"]),
    interactive: stdout.isTTY === true,
    out: (text) => void out(text),
    error: (text) => void error(text),
    flush: async () => {
      const [failure] = await Promise.all([out(""), error("")]);
      return failure;
    },
    ...(process.stdin.isTTY && stderr.isTTY ? { ask: askOn(process.stdin, stderr) } : {}),
    paint: (tone, text) => styleText(FORMATS[tone], text, { stream: stdout }),
  };
}

/** Columns of the terminal, or COLUMNS without one; 100 by default. */
export function widthOf(columns: number | undefined, variable: string | undefined): number {
  const said = /^\d+$/.test(variable ?? "") ? Number(variable) : 100;
  return Math.max(60, Math.min(columns ?? said, 140));
}

/**
 * Writes to a stream until its reader, such as `head`, closes it; later output is dropped. The promise is kept once the
 * text is written, or cannot be: with the stream's first failure, other than that its reader is gone.
 */
function writerOf(stream: NodeJS.WriteStream): (text: string) => Promise<Error | undefined> {
  const write = stream.write.bind(stream);
  let failure: Error | undefined;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    failure ??= error.code === "EPIPE" ? undefined : error;
  });
  return (text) => new Promise((resolve) => write(text, () => setImmediate(() => resolve(failure))));
}
