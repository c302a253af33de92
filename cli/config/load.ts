import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { z } from "zod";
import { explainIssues } from "#infra/config/explain";
import { formatPath } from "#infra/config/mistakes";
import { isFile, readTextFile } from "#models/documents/text-file";
import { UsageError } from "../shared/errors.ts";
import type { StrataConfig } from "./config.ts";
import { configSchema, plainSchema } from "./schema.ts";

const FILES = ["strata.config.ts", "strata.config.js", "strata.config.mjs"] as const;

/**
 * Reads a project's configuration: `strata.config.ts`, or `strata` in package.json.
 *
 * @param root directory of Pulumi.yaml
 * @throws UsageError when both are there, or with every mistake, naming file and key
 */
export async function loadConfig(root: string): Promise<StrataConfig> {
  const file = FILES.find((name) => isFile(join(root, name)));
  const plain = plainSettings(root);
  if (file === undefined) {
    return plain === undefined ? {} : validated(plainSchema, plain, "package.json", ["strata"]);
  }
  if (plain !== undefined) {
    throw new UsageError(`package.json  strata  found beside ${file}; a project has one configuration`);
  }
  return validated(configSchema, await defaultExport(root, file), file, []);
}

function plainSettings(root: string): unknown {
  const path = join(root, "package.json");
  const text = existsSync(path) ? readTextFile(path, "package.json") : "{}";
  try {
    return (JSON.parse(text) as { readonly strata?: unknown } | null)?.strata;
  } catch {
    // Node reports it where it matters to a program.
    return undefined;
  }
}

async function defaultExport(root: string, file: string): Promise<unknown> {
  let module: { readonly default?: unknown };
  try {
    module = await import(pathToFileURL(join(root, file)).href);
  } catch (error) {
    throw new UsageError(
      `${file}  cannot be loaded: ${error instanceof Error ? error.message : error}${syntaxErrorAt(error, root)}`,
    );
  }
  if (module.default === undefined) {
    throw new UsageError(`${file}  has no default export; expected export default defineConfig({ … })`);
  }
  // With systems it is a function, the program, which has the settings as its properties.
  return typeof module.default === "function" ? { ...module.default } : module.default;
}

/** Where a file cannot be parsed, which is told by nothing but the head of the stack; empty for other errors. */
function syntaxErrorAt(error: unknown, root: string): string {
  const stack = error instanceof SyntaxError ? (error.stack ?? "") : "";
  const [, url, line] = /^(file:\S+):(\d+)\n/.exec(stack) ?? [];
  return url === undefined ? "" : `\n  at ${relative(root, fileURLToPath(url))}:${line}`;
}

function validated<Config>(
  schema: z.ZodType<Config>,
  input: unknown,
  file: string,
  at: readonly string[],
): Config {
  const result = schema.safeParse(input);
  if (result.success) {
    return result.data;
  }
  const lines = explainIssues(schema, input, result.error.issues).map(({ path, problem }) =>
    [file, formatPath([...at, ...path]), problem].filter((part) => part !== "").join("  "),
  );
  throw new UsageError(lines.join("\n"));
}
