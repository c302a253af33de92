import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readTextFile } from "#models/documents/text-file";
import type { Exception } from "./exception.ts";
import { asExceptions, ExceptionsError, parseExceptions } from "./parse.ts";
import { exceptionsSchema } from "./schema.ts";

/** Where exceptions are: in a YAML file, by its path or its URL, or in the program. */
export type ExceptionsSource = string | URL | readonly Exception[];

/**
 * The exceptions of a source.
 *
 * @param root directory that paths are relative to
 * @param label what errors call exceptions that are in the program
 * @throws ExceptionsError when the file cannot be read, or with one line per mistake
 */
export function resolveExceptions(
  source: ExceptionsSource,
  root: string,
  label = "exceptions",
): readonly Exception[] {
  if (typeof source !== "string" && !(source instanceof URL)) {
    return validated(source, label);
  }
  const path = source instanceof URL ? fileURLToPath(source) : resolve(root, source);
  const name = relative(root, path);
  return parseExceptions(
    asExceptions(() => readTextFile(path, name)),
    name,
  );
}

function validated(exceptions: readonly Exception[], label: string): readonly Exception[] {
  const { error } = exceptionsSchema.safeParse(exceptions);
  if (error) {
    throw new ExceptionsError(
      error.issues.map(({ path: [index = "", key = ""], message }) => {
        const place = `${index === "" ? "" : `[${String(index)}]`}${key === "" ? "" : `.${String(key)}`}`;
        return `${label}${place}  ${message}`;
      }),
    );
  }
  return exceptions;
}
