import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Every file below some folders, one character a byte, by its path relative to `root`. Links are not followed. */
export function filesBelow(root: string, folders: readonly string[]): Map<string, string> {
  const files = folders.flatMap((folder) => pathsBelow(join(root, folder))).sort();
  return new Map(files.map((file) => [relative(root, file), readFileSync(file, "latin1")]));
}

/** Node's own recursion follows links. */
function pathsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pathsBelow(path) : entry.isFile() ? [path] : [];
  });
}
