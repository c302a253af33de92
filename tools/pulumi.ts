import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter } from "node:path";
import { COMPILE_CACHE, NODE_BIN, PROJECT } from "./build/folders.ts";
import { findPulumi, NOT_FOUND } from "./build/pulumi.ts";

/*
 * npm run pulumi -- <args>: the user's own Pulumi CLI, or else the one that `npm run tools` builds, with the
 * project's Node first on PATH: the CLI's language host runs whatever `node` it finds there.
 */

/** @returns the CLI's exit code, 128 and the signal's number when one ended it, 2 when there is no CLI */
async function main(args: readonly string[]): Promise<number> {
  const { PATH } = process.env;
  const cli = findPulumi({ path: PATH, bin: PROJECT.bin });
  if (!cli) {
    process.stderr.write(NOT_FOUND);
    return 2;
  }
  const path = [NODE_BIN, PATH].filter(Boolean).join(delimiter);
  // The program and its policies load the Pulumi SDK in each run: compiled once, it is loaded in half the time.
  const env = { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env, PATH: path };
  const child = spawn(cli, args, { stdio: "inherit", env });
  // Ctrl-C reaches the CLI from the terminal: it ends its operations first, and this process waits for it.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

process.exitCode = await main(process.argv.slice(2));
