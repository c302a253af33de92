import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "../main.ts";
import { processTerminal } from "../shared/terminal.ts";
import { reserveStandardOutput } from "./standard-output.ts";
import { PLAN_TIMEOUT_SECONDS, startWatchdog } from "./watchdog.ts";

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
  const end = async (code: number): Promise<never> => {
    decided = true;
    await terminal.flush().catch(() => {});
    return reallyExit.call(process, code);
  };
  const fail = (words: string): void => {
    if (!decided) {
      terminal.error(`${words}\n`);
      void end(2);
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
  process.on("beforeExit", () => fail("a promise never settles that the command waits for"));
  process.on("exit", () => {
    if (!decided) {
      terminal.error("the program ended the process before the command was done\n");
      process.exitCode = 2;
    }
  });
  startWatchdog(PLAN_TIMEOUT_SECONDS, (seconds, position) => {
    const at = position ? `\n  at ${nameIn(terminal.folder, position.file)}:${position.line}` : "";
    fail(`the program blocks the process for more than ${seconds} seconds (planTimeoutSeconds)${at}`);
  });
  return end(await main(args, { ...terminal, out: print(terminal.out), error: print(terminal.error) }));
}

/** A file as errors name it: relative to a folder that it is in. */
function nameIn(folder: string, url: string): string {
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  const inside = relative(folder, path);
  return inside.startsWith("..") ? path : inside;
}
