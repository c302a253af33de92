import { randomUUID } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { uninterrupted } from "./uninterrupted.ts";

/**
 * Writes files, all of them or none: each is written to a temporary file and moved into place once all are complete.
 * A signal such as Ctrl-C ends the process after that. Directories are created as needed. A replaced file keeps its mode, and a symbolic link stays one.
 *
 * @param files absolute path to content
 * @throws the system's error, after everything is restored
 */
export function writeFiles(files: ReadonlyMap<string, string>): void {
  uninterrupted(() => writeAll(files));
}

function writeAll(files: ReadonlyMap<string, string>): void {
  const undo: (() => void)[] = [];
  try {
    const staged = [...files].map(([named, content]) => {
      const path = existsSync(named) ? realpathSync(named) : named;
      const created = mkdirSync(dirname(path), { recursive: true });
      if (created !== undefined) {
        undo.push(() => rmSync(created, { recursive: true, force: true }));
      }
      const temporary = besideOf(path);
      undo.push(() => rmSync(temporary, { force: true }));
      writeFileSync(temporary, content, { flag: "wx" });
      return { path, temporary };
    });
    for (const { path, temporary } of staged) {
      if (existsSync(path)) {
        const before = readFileSync(path);
        chmodSync(temporary, statSync(path).mode);
        undo.push(() => writeFileSync(path, before));
      } else {
        undo.push(() => rmSync(path, { force: true }));
      }
      renameSync(temporary, path);
    }
  } catch (error) {
    for (const step of undo.reverse()) {
      step();
    }
    throw error;
  }
}

/** A path in the same directory that nothing has, hidden, for what is moved into place when it is complete. */
export function besideOf(path: string): string {
  return join(dirname(path), `.${basename(path)}-${randomUUID()}`);
}
