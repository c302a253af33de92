import { rmSync, statSync, symlinkSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Tool } from "./catalogue.ts";
import type { Place } from "./folders.ts";
import { assertGo, BuildError, compile, isOlder } from "./go.ts";
import { type Pin, readPin } from "./pin.ts";
import type { Progress } from "./progress.ts";
import { executableOf, finish, holds, prepare, unfinished } from "./store.ts";
import { duration, megabytes } from "./words.ts";

/** A tool to build, and what from. */
export interface Job {
  readonly tool: Tool;
  readonly pin: Pin;
}

/** The tools whose executable is missing or was built from other sources. */
export function outdated(tools: readonly Tool[], place: Place): Job[] {
  return tools
    .map((tool) => ({ tool, pin: readPin(tool, place) }))
    .filter(({ tool, pin }) => !holds(tool.name, pin.stamp, place));
}

/**
 * Builds tools side by side. Each appears in its folder when it is complete, never before; what was built when
 * a run is interrupted stays, and Go's cache keeps the packages of the rest.
 *
 * @throws BuildError when Go is missing or too old, or a build fails; builds under way are ended
 */
export async function build(
  jobs: readonly Job[],
  place: Place,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const [newest = "1"] = jobs.map(({ pin }) => pin.go).sort((a, b) => (isOlder(a, b) ? 1 : -1));
  await assertGo(newest);
  prepare(place);

  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);
  const queue = [...jobs];
  const worker = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      try {
        await buildOne(job, place, progress, stop);
      } catch (error) {
        failed.abort();
        throw error;
      }
    }
  };
  // Go itself compiles on every core; a second build fills the gaps where the first one links.
  const workers = Math.max(2, Math.floor(availableParallelism() / 4));
  const results = await Promise.allSettled(Array.from({ length: workers }, worker));
  const errors = results.flatMap((result): unknown[] =>
    result.status === "rejected" ? [result.reason] : [],
  );
  if (errors.length > 0) {
    // The first failure ends the other builds, which then fail for that reason only.
    throw errors.find((error) => error instanceof BuildError) ?? errors[0];
  }
}

async function buildOne(
  { tool, pin }: Job,
  place: Place,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const output = unfinished(tool.name, place);
  const started = Date.now();
  progress.start(tool.name, pin.version);
  try {
    await compile(tool, pin, output, (compiled) => progress.compiled(tool.name, compiled), signal);
    finish(tool.name, pin.stamp, place);
    const { size } = statSync(executableOf(tool.name, place));
    progress.end(tool.name, `built in ${duration(Date.now() - started)} · ${megabytes(size)}`);
  } finally {
    rmSync(output, { force: true });
  }
}

/** Links an executable of the user's in a tool's place. The tool counts as missing when it is next asked for. */
export function standIn(tool: Tool, file: string, place: Place): void {
  prepare(place);
  rmSync(unfinished(tool.name, place), { force: true });
  symlinkSync(file, unfinished(tool.name, place));
  finish(tool.name, `stands in: ${file}`, place);
}
