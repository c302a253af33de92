import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { commandLine, type Phases, type Step } from "./step.ts";

/** How steps are run. */
export interface RunOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Ends the checks, the work and the smoke; the cleanup is left to end by itself. */
  readonly stop: AbortSignal;
  /** Prints a line. */
  say(line: string): void;
}

/**
 * Runs all phases.
 *
 * @returns 0 when everything was as expected and everything is gone, 1 when something failed and everything is
 *   gone, 2 when nothing was made, 3 when something may be left
 */
export async function runPhases(phases: Phases, options: RunOptions): Promise<0 | 1 | 2 | 3> {
  const ofPhase = async (steps: readonly Step[], all: boolean, stop = options.stop) => {
    let well = true;
    for (const step of steps) {
      if (all || well) {
        well = (await runStep(step, { ...options, stop })) && well;
      }
    }
    return well;
  };
  if (!(await ofPhase(phases.checks, true))) {
    options.say("nothing was made");
    return 2;
  }
  let well = false;
  let gone = false;
  try {
    well = (await ofPhase(phases.work, false)) && (await ofPhase(phases.smoke, true));
  } finally {
    gone = await ofPhase(phases.cleanup, true, new AbortController().signal);
  }
  options.say(
    gone ? "everything is gone" : "SOMETHING MAY BE LEFT, AND COST MONEY: look at the failures above",
  );
  return !gone ? 3 : well ? 0 : 1;
}

async function runStep(step: Step, options: RunOptions): Promise<boolean> {
  options.say(`  ${commandLine(step)}`);
  const ended = new AbortController();
  const meanwhile = step.meanwhile
    ? runStep(step.meanwhile, { ...options, stop: AbortSignal.any([options.stop, ended.signal]) })
    : Promise.resolve(true);
  let failure = await tryStep(step, options);
  const { retrySeconds, attempts = Number.POSITIVE_INFINITY } = step;
  for (let tries = 1; failure && retrySeconds && tries < attempts && !options.stop.aborted; tries++) {
    await wait(retrySeconds * 1000, undefined, { signal: options.stop }).catch(() => {});
    failure = options.stop.aborted ? failure : await tryStep(step, options);
  }
  ended.abort();
  const alongside = await meanwhile;
  options.say(failure === undefined ? `✓ ${step.title}` : `✗ ${step.title}: ${failure}`);
  return failure === undefined && alongside;
}

/** @returns what was not as expected, in words */
async function tryStep(step: Step, { folder, environment, stop }: RunOptions): Promise<string | undefined> {
  if (stop.aborted) {
    return "the time is up";
  }
  const [command, ...args] = step.command;
  const value = step.input ? environment[step.input] : undefined;
  if (step.input && !value) {
    return `${step.input} is not set`;
  }
  // The project's own Node, whatever the machine's is.
  const file = command === "node" ? process.execPath : command;
  // In a group of its own, so that Ctrl-C reaches it once, from here: the CLI takes a second signal for "at once".
  const child = spawn(file, args, {
    cwd: folder,
    env: environment,
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
    signal: stop,
  });
  child.stdin.on("error", () => {}).end(value ?? "");
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | string>((resolve) => {
    let problem: string | undefined;
    child.on("error", (error) => {
      problem = stop.aborted ? "the time is up" : error.message;
    });
    // The command has ended, be it by itself or because it was told to.
    child.on("close", (exit, signal) => resolve(problem ?? exit ?? `ended by ${signal}`));
  });
  return judge(step, code, output);
}

/** @returns what an answer lacks, in words */
export function judge(step: Step, code: number | string, output: string): string | undefined {
  const last = output.trim().split("\n").slice(-12).join("\n    ");
  if (typeof code === "string") {
    return `${code}\n    ${last}`;
  }
  const { code: expected = 0 } = step;
  if (expected === "failure" ? code === 0 : code !== expected) {
    return `exit code ${code}, expected ${expected === "failure" ? "a failure" : expected}\n    ${last}`;
  }
  if (step.output && !step.output.test(output)) {
    return `expected ${step.output}, found\n    ${last}`;
  }
  if (step.absent?.test(output)) {
    return `expected no ${step.absent}, found\n    ${last}`;
  }
  return undefined;
}
