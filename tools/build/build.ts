import { mkdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import type { Tool } from "./catalogue.ts";
import type { Place } from "./folders.ts";
import { assertGo, compile, executableName, isOlder } from "./go.ts";
import { type Job, readPin } from "./pin.ts";
import type { Progress } from "./progress.ts";
import { executableOf, finish, holds, prepare, unfinished } from "./store.ts";
import { megabytes } from "./words.ts";

/** The tools whose executable is missing or was built from other sources. */
export function outdated(tools: readonly Tool[], place: Place): Job[] {
  return tools
    .map((tool) => ({ tool, pin: readPin(tool, place) }))
    .filter(({ tool, pin }) => !holds(tool.name, pin.stamp, place));
}

/**
 * Builds tools, those of one folder together. Each appears in its place when it is complete, never before; what
 * was compiled when a run is interrupted stays in Go's cache.
 *
 * @throws BuildError when Go is missing or too old, or a build fails
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
  // One after the other: Go compiles on every core, and two of it at a time would both compile what they share.
  for (const [folder, together] of Map.groupBy(jobs, ({ pin }) => pin.folder)) {
    await buildTogether(together, folder, place, progress, signal);
  }
}

async function buildTogether(
  jobs: readonly Job[],
  folder: string,
  place: Place,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const output = unfinished("build", place);
  mkdirSync(output);
  progress.start(jobs.map(({ tool }) => tool.name));
  try {
    await compile(jobs, folder, output, (compiled) => progress.compiled(compiled), signal);
    for (const { tool, pin } of jobs) {
      finish(executableName(tool.package, output), tool.name, pin.stamp, place);
      const { size } = statSync(executableOf(tool.name, place));
      progress.built(tool.name, pin.version, megabytes(size));
    }
    progress.end();
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** Links an executable of the user's in a tool's place. The tool counts as missing when it is next asked for. */
export function standIn(tool: Tool, file: string, place: Place): void {
  prepare(place);
  const link = unfinished(tool.name, place);
  rmSync(link, { force: true });
  symlinkSync(file, link);
  finish(link, tool.name, `stands in: ${file}`, place);
}
