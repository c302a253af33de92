import { spawn } from "node:child_process";
import { join } from "node:path";
import { executable, PROJECT } from "#tools/build/folders";
import { exitCodeOf, pulumiEnvironment } from "#tools/build/pulumi";

/** The built CLI. */
export const CLI = join(PROJECT.bin, executable("pulumi"));

/** A finished run of the CLI. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the CLI that has not ended yet. */
export interface Started {
  readonly processId: number;
  readonly ended: Promise<Run>;
}

/** Where and how the CLI runs. */
export interface Call {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Command and arguments before the CLI's own. Default the CLI, as `npm run pulumi` calls it. */
  readonly command?: readonly [string, ...string[]] | undefined;
}

/** Starts the CLI, and does not wait. */
export function startCli(args: readonly string[], { folder, environment, signal, command }: Call): Started {
  const [file, ...first] = command ?? [CLI];
  const child = spawn(file, [...first, ...args, "--non-interactive", "--color=never"], {
    cwd: folder,
    env: command ? environment : pulumiEnvironment(environment),
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  const run = { code: -1, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    run.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    run.stderr += text;
  });
  const ended = new Promise<Run>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ ...run, code: exitCodeOf(code, signal) }));
  });
  return { processId: child.pid ?? -1, ended };
}

/** @throws with the CLI's output, unless the run ended well */
export function failUnlessWell(command: string, run: Run): Run {
  if (run.code !== 0) {
    throw new Error(`pulumi ${command} ended with ${run.code}:\n${run.stdout}${run.stderr}`);
  }
  return run;
}
