import { relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { main } from "../main.ts";
import { showEscapes } from "../shared/terminal/escapes.ts";
import { processTerminal } from "../shared/terminal/terminal.ts";
import { reserveStandardOutput } from "./standard-output.ts";
import { PLAN_TIMEOUT_SECONDS, startWatchdog } from "./watchdog.ts";

/** Time for what knows more to report first, and for the debugger that ended a loop to leave, in milliseconds. */
const SETTLING_MS = 250;

/**
 * Runs the process's own command line and ends the process. The result alone decides the exit code: a planned program,
 * which shares the process, can neither end it first, nor keep it running, nor change the code.
 *
 * @param args what follows `strata`
 */
export async function run(args: readonly string[]): Promise<never> {
  // Before a program can replace it.
  const { reallyExit } = process as unknown as { reallyExit(code: number): never };
  const terminal = processTerminal(reserveStandardOutput());
  let decided = false;
  const end = async (code: number, delayMs = 0): Promise<never> => {
    if (decided) {
      return new Promise<never>(() => {});
    }
    decided = true;
    if (delayMs > 0) {
      await pause(delayMs);
    }
    const lost = await terminal.flush().catch(() => undefined);
    if (lost) {
      terminal.error(`the result cannot be written: ${lost.message.split(",")[0]}\n`);
    }
    return reallyExit.call(process, lost ? 2 : code);
  };
  const fail = (words: string, delayMs = 0): void => {
    if (!decided) {
      terminal.error(`${showEscapes(words)}\n`);
      void end(2, delayMs);
    }
  };
  const print = (to: (text: string) => void) => (text: string) => {
    if (!decided) {
      to(text);
    }
  };
  // The last resort, where main() cannot tell whose error it is.
  const uncaught = async (cause: unknown) => {
    const { explainUncaught } = await import("./guarded.ts");
    fail(explainUncaught(cause, terminal.folder));
  };
  process.on("uncaughtException", uncaught);
  process.on("unhandledRejection", uncaught);
  process.on("beforeExit", async () => {
    await pause(SETTLING_MS);
    fail("a promise never settles that the command waits for");
  });
  process.on("exit", () => {
    if (!decided) {
      terminal.error("the program ended the process before the command was done\n");
      process.exitCode = 2;
    }
  });
  startWatchdog(PLAN_TIMEOUT_SECONDS, (seconds, position) => {
    const at = position ? `\n  at ${nameIn(terminal.folder, position.file)}:${position.line}` : "";
    fail(
      `the program blocks the process for more than ${seconds} seconds (planTimeoutSeconds)${at}`,
      SETTLING_MS,
    );
  });
  return end(await main(args, { ...terminal, out: print(terminal.out), error: print(terminal.error) }));
}

/** A file as errors name it: relative to a folder that it is in. */
function nameIn(folder: string, url: string): string {
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  const inside = relative(folder, path);
  return inside.startsWith("..") ? path : inside;
}
