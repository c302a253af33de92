import { spawn } from "node:child_process";
import { PROJECT } from "./build/folders.ts";
import { exitCodeOf, findPulumi, NOT_FOUND, pulumiEnvironment } from "./build/pulumi.ts";

/*
 * npm run pulumi -- <args>: the user's own Pulumi CLI, or else the one that `npm run tools` builds, with the
 * project's Node.
 */

/** @returns the CLI's exit code, 128 and the signal's number when one ended it, 2 when there is no CLI */
async function main(args: readonly string[]): Promise<number> {
  const { PATH } = process.env;
  const cli = findPulumi({ path: PATH, bin: PROJECT.bin });
  if (!cli) {
    process.stderr.write(NOT_FOUND);
    return 2;
  }
  const child = spawn(cli, args, { stdio: "inherit", env: pulumiEnvironment(process.env) });
  // Ctrl-C reaches the CLI from the terminal: it ends its operations first, and this process waits for it.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(exitCodeOf(code, signal)));
  });
}

process.exitCode = await main(process.argv.slice(2));
