import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { UsageError } from "../shared/errors.ts";

/** Cloudflare's answer to GET /zones/<zone id>/rulesets, or its `result` alone. */
const RULESETS = z.array(z.object({ id: z.string(), kind: z.string(), phase: z.string() }));
const ANSWER = z.union([RULESETS, z.object({ result: RULESETS }).transform(({ result }) => result)]);

/**
 * Ids of a zone's entry points by phase, from a file with the API's list of its rulesets.
 *
 * @param from directory to which the file is relative
 * @throws UsageError for a file that cannot be read or holds something else
 */
export function readEntryPoints(file: string, from: string): ReadonlyMap<string, string> {
  const expected = "the answer of GET /zones/<zone id>/rulesets as JSON";
  let text: string;
  try {
    text = readFileSync(resolve(from, file), "utf8");
  } catch {
    throw new UsageError(`--rulesets  cannot read ${file}; expected ${expected}`);
  }
  const parsed = ANSWER.safeParse(json(text));
  if (!parsed.success) {
    throw new UsageError(`--rulesets  ${file} is not ${expected}`);
  }
  const entryPoints = parsed.data.filter(({ kind }) => kind === "zone");
  return new Map(entryPoints.map(({ phase, id }) => [phase, id]));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
