import { execFile } from "node:child_process";
import { join } from "node:path";
import { type CommandResult, REPOSITORY } from "../../../../support/project.ts";

/** Runs the command line in a process of its own: a program that runs on import is planned once a process. */
export function strataIn(folder: string, args: readonly string[]): Promise<CommandResult> {
  const bin = join(REPOSITORY, "bin", "strata.mjs");
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd: folder }, (error, out, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? 2 : 0, out, error: stderr });
    });
  });
}
