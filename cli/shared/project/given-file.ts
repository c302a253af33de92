import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { z } from "zod";
import type { Value } from "#graph/model";
import type { GivenOptions } from "#graph/record/record";
import { explainIssues } from "#infra/config/explain";
import { formatPath } from "#infra/config/mistakes";
import { parseYaml } from "#models/documents/yaml-document";
import { UsageError } from "../errors.ts";

const value = z.unknown().transform((given) => given as Value);
const values = z.record(z.string(), value);

/** What a file may give: see {@link GivenOptions}. */
const SCHEMA = z.strictObject({
  stackOutputs: z.record(z.string(), values).optional(),
  invokes: values.optional(),
  reads: values.optional(),
});

/**
 * Reads what only the cloud knows from a YAML or JSON file: outputs of other stacks by `stackOutputs`, results of provider
 * functions by `invokes`, properties of resources that are only read by `reads`. `{ $unknown: true }` and
 * `{ $secret: true }` stand for values that are unknown or secret.
 *
 * @param path relative to `folder`
 * @throws UsageError if it cannot be read, or with a line for each mistake
 */
export function readGivenFile(path: string, folder: string): GivenOptions {
  const absolute = resolve(folder, path);
  const file = relative(folder, absolute) || path;
  const input = parseYaml(readText(absolute, file), file).value ?? {};
  const result = SCHEMA.safeParse(input);
  if (!result.success) {
    const lines = explainIssues(SCHEMA, input, result.error.issues).map(({ path: at, problem }) =>
      [file, formatPath(at), problem].filter((part) => part !== "").join("  "),
    );
    throw new UsageError(lines.join("\n"));
  }
  return Object.fromEntries(Object.entries(result.data).filter(([, given]) => given !== undefined));
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new UsageError(`--given  ${file} cannot be read${code === "ENOENT" ? ": it does not exist" : ""}`);
  }
}
