import type { Ran } from "./coverage.ts";

/** What a worker is asked for; paths are absolute. */
export type Request =
  | { readonly kind: "cover"; readonly spec: string; readonly folders: readonly string[] }
  | {
      readonly kind: "try";
      readonly file: string;
      readonly source: string;
      readonly specs: readonly string[];
      readonly imports: ImportPairs;
    };

/** Modules with the modules that they load. */
export type ImportPairs = readonly (readonly [module: string, loads: readonly string[]])[];

export function pairsOf(imports: ReadonlyMap<string, ReadonlySet<string>>): ImportPairs {
  return [...imports].map(([module, loads]) => [module, [...loads]]);
}

/** A spec's run on the code as it is. */
export interface Covered {
  readonly failure: string | undefined;
  readonly milliseconds: number;
  /** While modules were loaded. */
  readonly load: Ran;
  /** While tests ran. */
  readonly run: Ran;
  /** Found since the last answer. */
  readonly imports: ImportPairs;
}

/** The first spec that failed on a variant, and with what; neither if all passed. */
export interface Tried {
  readonly spec?: string;
  readonly failure?: string;
}
