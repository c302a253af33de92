import { isNode } from "yaml";
import { DocumentError } from "#models/documents/document-error";
import { parseYaml } from "#models/documents/yaml-document";
import type { Exception } from "./exception.ts";
import { exceptionsSchema } from "./schema.ts";

/** An invalid exceptions file: all its mistakes, in file order. @public */
export class ExceptionsError extends Error {
  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "ExceptionsError";
  }
}

/**
 * Reads exceptions from YAML. A file without any is `[]` or contains only comments.
 *
 * @param file name of the file, for errors
 * @throws ExceptionsError with one line per mistake: file, line, key path, found, expected
 */
export function parseExceptions(text: string, file: string): readonly Exception[] {
  const { document, value, lineAt } = asExceptions(() => parseYaml(text, file));
  const result = exceptionsSchema.safeParse(value ?? []);
  if (result.success) {
    return result.data;
  }
  const mistakes = result.error.issues.map(({ path, message }) => {
    const steps = path.map((step) => (typeof step === "number" ? step : String(step)));
    return {
      line: lineOf(steps),
      place: steps.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join(""),
      message,
    };
  });
  mistakes.sort((a, b) => a.line - b.line);
  throw new ExceptionsError(
    mistakes.map(({ line, place, message }) => `${file}:${line}  ${place ? `${place}  ` : ""}${message}`),
  );

  /** The line of the nearest existing node. */
  function lineOf(path: readonly (string | number)[]): number {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) {
        return lineAt(node.range[0]);
      }
    }
    return 1;
  }
}

/** Reads a file of exceptions; what is wrong with it as a file is a mistake in it. */
export function asExceptions<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof DocumentError ? new ExceptionsError([error.message]) : error;
  }
}
