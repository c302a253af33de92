import { inspect } from "node:util";
import { main } from "../main.ts";
import { processTerminal } from "../shared/terminal.ts";

/**
 * Runs the process's own command line and sets its exit code. A planned program shares the process: if it ends the
 * process, or throws unhandled, it has failed, and the exit code reflects it.
 *
 * @param args what follows `strata`
 */
export async function run(args: readonly string[]): Promise<void> {
  const terminal = processTerminal();
  const failed = (words: string) => {
    terminal.error(`${words}\n`);
    process.exitCode = 2;
  };
  const onExit = () => failed("the program ended the process before the command was done");
  process.on("exit", onExit);
  process.on("uncaughtException", (error) => {
    process.off("exit", onExit);
    failed(error instanceof Error ? (error.stack ?? error.message) : inspect(error));
    process.exit();
  });
  process.exitCode = await main(args, terminal);
  process.off("exit", onExit);
}
