import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Message } from "esbuild";
import type { SourcePosition } from "../../model.ts";
import { stackOf, UnloadableProgram } from "../failure.ts";

/** The folder `graph/record/`, as V8 names its modules. */
const RECORDING = new URL("..", import.meta.url).href;

const UNSUPPORTED = "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX";

/** Codes of Node's errors about modules that cannot be found or read. */
const CODES = new Set([
  "ERR_IMPORT_ATTRIBUTE_MISSING",
  "ERR_INVALID_TYPESCRIPT_SYNTAX",
  "ERR_MODULE_NOT_FOUND",
  "ERR_PACKAGE_PATH_NOT_EXPORTED",
  "ERR_UNKNOWN_FILE_EXTENSION",
  "ERR_UNSUPPORTED_DIR_IMPORT",
  "MODULE_NOT_FOUND",
  UNSUPPORTED,
]);

/** The file and line at which Node shows a syntax error, and the lines that it shows. */
const SHOWN = /^(?<file>(?:file:\/\/|\/|[A-Za-z]:\\).*):(?<line>\d+)\n(?<text>[\s\S]*?)\n(?<caret> *)\^/;

/** The compiler's first message. */
const COMPILED = /^(?<file>.+?):(?<line>\d+):(?<column>\d+): ERROR: (?<text>.*)$/m;

/** Whether an error is about loading a module, and not one that the program throws. */
export function isLoadFailure(error: unknown): error is Error {
  if (!(error instanceof Error)) {
    return false;
  }
  const { code } = error as NodeJS.ErrnoException;
  if ((code !== undefined && CODES.has(code)) || error.name === "TransformError") {
    return true;
  }
  // JSON.parse throws the same class, from a line of the program; loading is done by Node and the compiler.
  const stack = stackOf(error);
  const isOfProgram = (line: string) =>
    /^\s+at .*(?:file:\/\/|[( ]\/|\\)/.test(line) &&
    !/[\\/]node_modules[\\/]/.test(line) &&
    !line.includes(RECORDING);
  return error instanceof SyntaxError && (SHOWN.test(stack) || !stack.split("\n").some(isOfProgram));
}

/**
 * Explains why a program cannot be loaded, with the position.
 *
 * @param main absolute path of the entry module
 */
export async function explainLoadFailure(error: Error, main: string): Promise<UnloadableProgram> {
  const { code } = error as NodeJS.ErrnoException;
  const compiled = COMPILED.exec(error.message)?.groups;
  if (compiled) {
    const { file = "", line, column, text = "" } = compiled;
    // The compiler counts columns from 0.
    const source = { file, line: Number(line), column: Number(column) + 1 };
    const advice = text.startsWith("Top-level await")
      ? `a CommonJS module cannot await at its top level; export an async function, or set "type": "module" in package.json`
      : text;
    return new UnloadableProgram(advice, source, error);
  }
  const [message = ""] = error.message.split("\nRequire stack:");
  const source = shownPosition(stackOf(error)) ?? (await positionInSources(main));
  if (code !== UNSUPPORTED) {
    return new UnloadableProgram(message, source, error);
  }
  const what = message.replace(/ is not supported in strip-only mode$/, "");
  return new UnloadableProgram(
    `${what} needs a compiler, and Pulumi.yaml sets typescript: false, by which Node only strips types; ` +
      "write it without, or remove the setting",
    source,
    error,
  );
}

/** The position that Node shows. Its line may be that of the first line shown instead of the last. */
function shownPosition(stack: string): SourcePosition | undefined {
  const { file = "", line = "", text = "", caret = "" } = SHOWN.exec(stack)?.groups ?? {};
  if (file === "") {
    return undefined;
  }
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  const shown = text.split("\n").at(-1);
  const lines = readLines(path);
  const first = Number(line);
  const found = lines.findIndex((content, index) => index >= first - 1 && content === shown);
  return { file: path, line: found < 0 ? first : found + 1, column: caret.length + 1 };
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, "utf8").split(/\r?\n/);
  } catch {
    return [];
  }
}

/**
 * The first position at which a compiler refuses the program's own modules. V8 does not tell where it cannot read an ES
 * module, nor Node which line imports what is missing.
 */
async function positionInSources(main: string): Promise<SourcePosition | undefined> {
  const folder = dirname(main);
  // Loaded only for an error.
  const { build } = await import("esbuild");
  try {
    await build({
      entryPoints: [main],
      absWorkingDir: folder,
      bundle: true,
      write: false,
      platform: "node",
      packages: "external",
      logLevel: "silent",
    });
    return undefined;
  } catch (cause) {
    const { errors = [] } = cause as { readonly errors?: readonly Message[] };
    const location = errors[0]?.location;
    return location
      ? { file: resolve(folder, location.file), line: location.line, column: location.column + 1 }
      : undefined;
  }
}
