import { readFileSync } from "node:fs";
import type { Wire } from "../../provider/wire.ts";

/** What a provider does to a type's values between sending and reading them. Paths as in `rules[].action`. */
export interface SettlingFacts {
  /** Paths with the name of a function that tells which differences the provider does not show. */
  readonly suppresses?: Readonly<Record<string, string>>;
  /** Paths with the name of a function that gives the form in which a value is stored. */
  readonly normalizes?: Readonly<Record<string, string>>;
  /** Lists whose order does not matter. */
  readonly sets?: readonly string[];
  /** Values of properties that are not given. */
  readonly defaults?: Readonly<Record<string, Wire>>;
  /** Paths that a read leaves as the state has them. */
  readonly neverRead?: readonly string[];
  /** Whether references are read as links or as names. */
  readonly readForm?: Readonly<Record<string, "selfLink" | "name">>;
}

interface Table {
  readonly generated: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, SettlingFacts>>;
}

let table: Table | undefined;

/** The facts of a type; of one without an entry, that its values stay as they are. */
export function settlingFacts(type: string): SettlingFacts {
  table ??= JSON.parse(readFileSync(new URL("./settling.json", import.meta.url), "utf8")) as Table;
  return table.types[type] ?? {};
}
