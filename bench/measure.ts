import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";

/** One run of a process, from its start to its end. */
export interface Measurement {
  readonly wallSeconds: number;
  /** User and system time of all its threads, which other work on the machine lengthens less than wall time. */
  readonly processorSeconds: number;
  /** Largest resident set. */
  readonly memoryMiB: number;
  /** Until the program and its libraries were loaded, where the program says so. */
  readonly loadSeconds: number | undefined;
  /** From then to the end of its work. */
  readonly workSeconds: number | undefined;
  /** How many objects it made, where it says so. */
  readonly objects: number | undefined;
}

interface Mark {
  readonly startTime: number;
  readonly detail: unknown;
}

interface Report {
  readonly memoryKiB: number;
  readonly processorMicroseconds: number;
  readonly marks: Readonly<Partial<Record<"imported" | "finished", Mark>>>;
}

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs a script on this Node, with a temporary folder of its own as its last argument where it wants one.
 *
 * @param script path below the project
 * @throws Error when the process fails
 */
export async function measure(
  script: string,
  args: readonly string[],
  { folder: wantsFolder }: { readonly folder: boolean },
): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), "strata-bench-"));
  try {
    const report = pathToFileURL(join(ROOT, "bench/report.ts")).href;
    const all = ["--import", report, join(ROOT, script), ...args, ...(wantsFolder ? [folder] : [])];
    const env = {
      ...process.env,
      NODE_COMPILE_CACHE: join(ROOT, "node_modules/.cache/bench"),
      NO_COLOR: "1",
    };
    const started = performance.now();
    const child = spawn(process.execPath, all, {
      cwd: ROOT,
      env,
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    const [, , errors, reported] = child.stdio as unknown as [null, null, Readable, Readable];
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    const [code, wrong, said] = await Promise.all([ended, text(errors), text(reported)]);
    const wallSeconds = (performance.now() - started) / 1000;
    if (code !== 0) {
      throw new Error(`${script} ${args.join(" ")} ended with ${code}:\n${wrong}`);
    }
    return measurementOf(wallSeconds, JSON.parse(said) as Report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measurementOf(
  wallSeconds: number,
  { memoryKiB, processorMicroseconds, marks }: Report,
): Measurement {
  const { imported, finished } = marks;
  return {
    wallSeconds,
    processorSeconds: processorMicroseconds / 1e6,
    memoryMiB: memoryKiB / 1024,
    loadSeconds: imported && imported.startTime / 1000,
    workSeconds: imported && finished && (finished.startTime - imported.startTime) / 1000,
    objects: typeof finished?.detail === "number" ? finished.detail : undefined,
  };
}

/** The middle one of some measurements, value by value. */
export function median(measurements: readonly Measurement[]): Measurement {
  const middle = (of: (measurement: Measurement) => number | undefined) => {
    const sorted = measurements
      .map(of)
      .filter((value) => value !== undefined)
      .sort((a, b) => a - b);
    return sorted.length === 0 ? undefined : sorted[Math.floor(sorted.length / 2)];
  };
  return {
    wallSeconds: middle(({ wallSeconds }) => wallSeconds) ?? Number.NaN,
    processorSeconds: middle(({ processorSeconds }) => processorSeconds) ?? Number.NaN,
    memoryMiB: middle(({ memoryMiB }) => memoryMiB) ?? Number.NaN,
    loadSeconds: middle(({ loadSeconds }) => loadSeconds),
    workSeconds: middle(({ workSeconds }) => workSeconds),
    objects: middle(({ objects }) => objects),
  };
}
