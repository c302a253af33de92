import { inspect } from "node:util";
import { CommanderError } from "commander";
import { messageOf } from "#graph/record/failure";
import { guardProcess, ProcessEnded } from "#graph/record/process/guard";
import { Sources } from "#graph/record/source";
import { DocumentError } from "#models/documents/document-error";
import type { ExitCode } from "../command.ts";
import { UsageError } from "../shared/errors.ts";
import type { Terminal } from "../shared/terminal/terminal.ts";

/**
 * Runs a command, which may run a program. Whatever goes wrong is said in words and ends with 2, also what a program
 * throws where nothing catches it.
 */
export async function runGuarded(terminal: Terminal, work: () => Promise<ExitCode>): Promise<ExitCode> {
  const misuse = Promise.withResolvers<never>();
  const misused = (cause: unknown) => misuse.reject(new UsageError(explainUncaught(cause, terminal.folder)));
  try {
    return await guardProcess(misused, () => Promise.race([work(), misuse.promise]));
  } catch (error) {
    return explainError(error, terminal);
  }
}

/** An error that a program throws where nothing catches it, or its attempt to end the process, in words. */
export function explainUncaught(cause: unknown, folder: string): string {
  const message = cause instanceof ProcessEnded ? cause.message : `uncaught error: ${messageOf(cause)}`;
  return `${message}${positionOf(cause, folder)}`;
}

function explainError(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) {
    // Commander has printed its message; a request for help is no mistake.
    return error.exitCode === 0 ? 0 : 2;
  }
  if (error instanceof UsageError || error instanceof DocumentError) {
    terminal.error(`${error.message}\n`);
  } else if (isSystemError(error)) {
    terminal.error(`${error.path ?? "strata"}: ${error.message.split(",")[0]}\n`);
  } else {
    terminal.error(`${explainDefect(error, terminal.folder)}\n`);
  }
  return 2;
}

/** A file or directory that cannot be read or written. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}

/** An error of strata itself: with STRATA_DEBUG set, including the calls that led to it. */
function explainDefect(cause: unknown, folder: string): string {
  return process.env["STRATA_DEBUG"]
    ? `strata failed unexpectedly: ${inspect(cause)}`
    : `strata failed unexpectedly: ${messageOf(cause)}${positionOf(cause, folder)}\n  STRATA_DEBUG=1 prints the calls that led to it`;
}

function positionOf(cause: unknown, folder: string): string {
  const source = new Sources(folder).ofError(cause);
  return source ? `\n  at ${source.file}:${source.line}` : "";
}
