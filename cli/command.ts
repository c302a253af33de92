import type { Command as Syntax } from "commander";
import type { Terminal } from "./shared/terminal/terminal.ts";

export type { Syntax };

/** Parsed command line. */
export interface Call<Options extends object = object> {
  /** Arguments without a flag, in order, such as the name of a stack. */
  readonly operands: readonly string[];
  /** Values of flags by their names in camel case; absent for a flag that was not set and has no default. */
  readonly options: Options & CommonOptions;
}

/** Options of every command. */
export interface CommonOptions {
  /** Print JSON instead of text. */
  readonly json?: boolean;
}

/** Exit codes: 0 fine, 1 findings or differences that fail a gate, 2 wrong use, input or program. */
export type ExitCode = 0 | 1 | 2;

/** A command of `strata`. Each has a folder, and its module is loaded when the command is called. */
export interface Command<Options extends object = object> {
  /** Name on the command line, after `strata`. */
  readonly name: string;
  /** Declares arguments and options. `--json` and the description are predefined. */
  configure(syntax: Syntax): void;
  /**
   * Does the work; results go to `terminal.out`, everything else to `terminal.error`.
   *
   * @throws UsageError for wrong use or wrong input, which ends the command line with 2
   */
  run(call: Call<Options>, terminal: Terminal): ExitCode | Promise<ExitCode>;
}
