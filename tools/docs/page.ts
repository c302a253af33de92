import { join } from "node:path";

/*
 * Pages about components, made from their own doc comments: what a class is for, what its arguments mean, and
 * the worked example that the tests run. Nothing is written twice.
 */

export const ROOT = join(import.meta.dirname, "../..");

/** A generated page. */
export interface Page {
  /** Path relative to the repository. */
  readonly path: string;
  readonly content: string;
}
