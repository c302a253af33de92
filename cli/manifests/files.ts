import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { UsageError } from "../shared/errors.ts";
import { besideOf } from "../shared/files.ts";
import { uninterrupted } from "../shared/uninterrupted.ts";

/** Lists what strata wrote into a folder, so that it may replace that and nothing else. */
const MARKER = ".strata-manifests";

/**
 * Writes files to a directory, all of them or none: they are created beside it and moved into place at once. A signal
 * such as Ctrl-C ends the process after that.
 *
 * @param folder absolute path; replaced if strata wrote it before or it is empty
 * @param files path inside the folder to content
 * @throws UsageError if the directory contains files that strata did not write
 */
export function writeFolder(folder: string, files: ReadonlyMap<string, string>): void {
  const exists = existsSync(folder);
  const foreign = exists ? foreignFiles(folder) : [];
  if (foreign.length > 0) {
    const others = foreign.length > 1 ? ` and ${foreign.length - 1} more` : "";
    throw new UsageError(
      `${folder} holds ${foreign[0]}${others}, which strata did not write; name an empty or a new directory`,
    );
  }
  uninterrupted(() => replaceFolder(folder, files, exists));
}

function replaceFolder(folder: string, files: ReadonlyMap<string, string>, exists: boolean): void {
  const parents = mkdirSync(dirname(folder), { recursive: true });
  const made = besideOf(folder);
  const old = besideOf(folder);
  try {
    for (const [path, content] of [...files, [MARKER, `${[...files.keys()].join("\n")}\n`] as const]) {
      mkdirSync(dirname(join(made, path)), { recursive: true });
      writeFileSync(join(made, path), content);
    }
    if (exists) {
      renameSync(folder, old);
    }
    renameSync(made, folder);
  } catch (error) {
    if (existsSync(old)) {
      renameSync(old, folder);
    }
    rmSync(parents ?? made, { recursive: true, force: true });
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/** Files below a folder that its marker does not list. */
function foreignFiles(folder: string): string[] {
  if (!statSync(folder).isDirectory()) {
    throw new UsageError(`${folder} is a file; name an empty or a new directory`);
  }
  const marker = join(folder, MARKER);
  const written = new Set(existsSync(marker) ? readFileSync(marker, "utf8").split("\n") : []);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => path !== MARKER && !written.has(path))
    .sort();
}
