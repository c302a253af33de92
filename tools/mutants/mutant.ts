import { createHash } from "node:crypto";

/** A replacement in a source text; positions count UTF-16 units from the file's start. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** What kind of change it is, such as `number` or `comparison`. */
  readonly mutator: string;
  /** Inside of a function's body; otherwise it takes effect when its module is loaded. */
  readonly inFunction?: boolean;
}

/** A program that differs from this repository's by one change. */
export interface Mutant extends Change {
  /** Short hash, the same as long as file, code and change are the same. */
  readonly id: string;
  /** Path relative to the repository. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The code that is replaced. */
  readonly original: string;
}

/** The changes of a file as mutants. A change that occurs several times is numbered. */
export function mutantsOf(file: string, source: string, changes: readonly Change[]): Mutant[] {
  const seen = new Map<string, number>();
  return changes.map((change) => {
    const original = source.slice(change.start, change.end);
    const lineStart = source.lastIndexOf("\n", change.start - 1) + 1;
    const code = source.slice(lineStart, source.indexOf("\n", change.start)).trim();
    const key = [file, change.mutator, code, change.start - lineStart, original, change.replacement].join(
      "\0",
    );
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    const line = source.slice(0, change.start).split("\n").length;
    return { ...change, id: hash(`${key}\0${count}`), file, line, original };
  });
}

/** The source with the change made. */
export function mutate(source: string, { start, end, replacement }: Change): string {
  return source.slice(0, start) + replacement + source.slice(end);
}

/** The mutants in an order that depends on the seed only, not on each other: the start of it is a sample. */
export function shuffled(mutants: readonly Mutant[], seed: number): Mutant[] {
  return mutants
    .map((mutant) => ({ mutant, rank: hash(`${seed}\0${mutant.id}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ mutant }) => mutant);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
