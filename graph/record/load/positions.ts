import { findSourceMap } from "node:module";
import { fileURLToPath } from "node:url";

/** A position in a file, from 1. */
interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

let transpiles = false;

/** From now on, positions may be those of compiled code. */
export function mapTranspiled(): void {
  transpiles = true;
}

/** The path of a loaded module, which V8 names by its path or by a URL, with a query where it is loaded several times. */
export function pathOf(file: string): string {
  const path = file.startsWith("file:") ? fileURLToPath(file.split("?")[0] ?? file) : file;
  return transpiles ? (path.split("?")[0] ?? path) : path;
}

/** The position in the source of a call that V8 reports, which is that in compiled code where a module was compiled. */
export function sourcePosition(file: string, line: number, column: number): Position {
  const map = transpiles ? findSourceMap(file) : undefined;
  const origin = map?.findOrigin(line, column);
  return origin && "lineNumber" in origin
    ? { file: pathOf(file), line: origin.lineNumber, column: origin.columnNumber }
    : { file: pathOf(file), line, column };
}
