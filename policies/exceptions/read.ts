import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Exception } from "./exception.ts";
import { ExceptionsError, parseExceptions } from "./parse.ts";

/**
 * Reads the exceptions of a YAML file.
 *
 * @public
 * @param file a path, relative to the working directory, or a URL
 * @param label what errors call the file. Default: its path
 * @throws ExceptionsError when the file cannot be read, or with one line per mistake in it
 */
export function readExceptions(file: string | URL, label?: string): readonly Exception[] {
  const path = file instanceof URL ? fileURLToPath(file) : file;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ExceptionsError([
      `${label ?? path}  cannot be read: ${error instanceof Error ? error.message : error}`,
    ]);
  }
  return parseExceptions(text, label ?? path);
}
