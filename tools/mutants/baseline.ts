import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Mutant } from "./mutant.ts";
import { Worker } from "./worker/client.ts";
import { type Ran, ranAt } from "./worker/coverage.ts";
import { type Covered, type ImportPairs, pairsOf } from "./worker/messages.ts";

/** What a spec does on the code as it is. */
export interface SpecProfile {
  /** Of the spec's own text: another one is profiled again. */
  readonly hash: string;
  readonly milliseconds: number;
  readonly failure?: string;
  /** Files that it runs functions of. */
  readonly files: readonly string[];
  /** Ids of the mutants whose code it runs in its tests. */
  readonly runs: readonly string[];
  /** Ids of the mutants in functions that run while modules are loaded: any spec may see them. */
  readonly loads: readonly string[];
}

export interface Baseline {
  /** By the spec's path relative to the root. */
  readonly specs: Record<string, SpecProfile>;
  readonly imports: ImportPairs;
}

/** Slower specs, in milliseconds, are left out: those that start processes, and do not see a variant. */
export const SLOWEST = 9_000;
/** A spec may take this long, in milliseconds. */
const LIMIT = 240_000;

/**
 * Runs every spec once on the code as it is, unless it is in the cache with the same text.
 *
 * @param fresh do not use the cache, as after a change of many sources
 */
export async function baselineOf(
  root: string,
  specs: readonly string[],
  mutants: readonly Mutant[],
  fresh: boolean,
): Promise<Baseline> {
  const cache = join(root, ".cache/mutants/baseline.json");
  const known: Baseline = existsSync(cache)
    ? JSON.parse(readFileSync(cache, "utf8"))
    : { specs: {}, imports: [] };
  const byFile = Map.groupBy(mutants, ({ file }) => file);
  const folders = [...new Set(mutants.map(({ file }) => file.split("/")[0] ?? ""))];
  const worker = new Worker(root);
  const profiles: Record<string, SpecProfile> = {};
  const imports = new Map(known.imports.map(([module, loads]) => [module, new Set(loads)]));
  for (const spec of specs) {
    const hash = createHash("sha256")
      .update(readFileSync(join(root, spec)))
      .digest("hex");
    const before = known.specs[spec];
    if (before?.hash === hash && (!fresh || before.milliseconds > SLOWEST)) {
      profiles[spec] = before;
      continue;
    }
    const covered = await worker.cover(join(root, spec), folders, LIMIT);
    profiles[spec] = { hash, ...profileOf(covered, byFile) };
    for (const [module, loads] of covered.imports) {
      imports.set(module, new Set([...(imports.get(module) ?? []), ...loads]));
    }
    process.stderr.write(`${spec} ${Math.round(covered.milliseconds)} ms ${covered.failure ?? ""}\n`);
  }
  worker.end();
  const baseline = { specs: profiles, imports: pairsOf(imports) };
  mkdirSync(dirname(cache), { recursive: true });
  writeFileSync(cache, JSON.stringify(baseline));
  return baseline;
}

function profileOf(
  { failure, milliseconds, load, run }: Covered,
  byFile: ReadonlyMap<string, readonly Mutant[]>,
): Omit<SpecProfile, "hash"> {
  const idsIn = (ran: Ran) =>
    Object.entries(ran).flatMap(([file, parts]) =>
      (byFile.get(file) ?? [])
        .filter(({ inFunction, start }) => inFunction && ranAt(parts, start))
        .map(({ id }) => id),
    );
  const files = Object.entries(run)
    .filter(([, parts]) => parts.some(([start, , count]) => start > 0 && count > 0))
    .map(([file]) => file);
  const profile = { milliseconds, files, runs: idsIn(run), loads: idsIn(load) };
  return failure === undefined ? profile : { ...profile, failure };
}
