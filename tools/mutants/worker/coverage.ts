import { type Profiler, Session } from "node:inspector/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Parts of files and how often they ran, by path relative to the root. */
export type Ran = Readonly<Record<string, readonly Part[]>>;
/** From, to (exclusive), how often. The part that starts at 0 is the whole module. */
export type Part = readonly [start: number, end: number, count: number];

/** What runs between two readings, by the engine's own counters. */
export class Coverage {
  readonly #session = new Session();
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post("Profiler.enable");
    await this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /** What ran since the last reading, of the files below the given folders. */
  async take(folders: readonly string[]): Promise<Ran> {
    const { result } = await this.#session.post("Profiler.takePreciseCoverage");
    const ran: Record<string, Part[]> = {};
    for (const { url, functions } of result) {
      const file = url.startsWith("file:") ? relative(this.#root, fileURLToPath(url)) : "";
      if (folders.some((folder) => file.startsWith(`${folder}/`))) {
        ran[file] = [...(ran[file] ?? []), ...partsOf(functions)];
      }
    }
    return ran;
  }
}

function partsOf(functions: readonly Profiler.FunctionCoverage[]): Part[] {
  return functions.flatMap(({ ranges }) =>
    ranges.map(({ startOffset, endOffset, count }): Part => [startOffset, endOffset, count]),
  );
}

/** Whether the code at a position, which is inside of a function, ran: by the smallest part around it but the module. */
export function ranAt(parts: readonly Part[], position: number): boolean {
  const size = ([start, end]: Part) => end - start;
  let smallest: Part | undefined;
  for (const part of parts) {
    const [start, end] = part;
    if (start > 0 && start <= position && position < end && (!smallest || size(part) <= size(smallest))) {
      smallest = part;
    }
  }
  return smallest !== undefined && smallest[2] > 0;
}
