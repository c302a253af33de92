import { isUtf8 } from "node:buffer";
import { readFileSync, type Stats, statSync } from "node:fs";
import { DocumentError } from "./document-error.ts";

/** Largest file that is read, in bytes; those of a project have some kilobytes. */
export const MAX_TEXT_BYTES = 1024 * 1024;

/**
 * Reads a text file that people write. A pipe or a device, which may never end, is not opened.
 *
 * @param name how errors name the file
 * @throws DocumentError for anything but a regular file of at most {@link MAX_TEXT_BYTES} in UTF-8, without NUL
 */
export function readTextFile(path: string, name: string): string {
  const stats = statsOf(path, name);
  if (!stats.isFile()) {
    throw new DocumentError(`${name}  is ${kindOf(stats)}, expected a file`);
  }
  if (stats.size > MAX_TEXT_BYTES) {
    throw new DocumentError(`${name}  has ${stats.size} bytes, expected at most ${MAX_TEXT_BYTES}`);
  }
  const bytes = readFileSync(path);
  if (!isUtf8(bytes)) {
    throw new DocumentError(`${name}:${invalidLine(bytes)}  is not UTF-8 text`);
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    throw new DocumentError(`${name}:${lineAt(bytes, nul)}  holds a NUL character, expected text`);
  }
  return bytes.toString("utf8");
}

/** Whether there is a regular file, which a pipe or a directory is not. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function statsOf(path: string, name: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new DocumentError(`${name}  ${code === "ENOENT" ? "is missing" : `cannot be read (${code})`}`);
  }
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) {
    return "a directory";
  }
  if (stats.isFIFO()) {
    return "a named pipe";
  }
  return stats.isSocket() ? "a socket" : "a device";
}

/** The line, from 1, of the first byte that is no UTF-8. */
function invalidLine(bytes: Buffer): number {
  const lines = bytes.toString("latin1").split("\n");
  return lines.findIndex((line) => !isUtf8(Buffer.from(line, "latin1"))) + 1;
}

function lineAt(bytes: Buffer, offset: number): number {
  return bytes.subarray(0, offset).toString("latin1").split("\n").length;
}
