import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Path of a file in a folder, or in the nearest one above that has it; undefined if none has. */
export function closestFile(name: string, folder: string): string | undefined {
  const path = join(folder, name);
  if (existsSync(path)) {
    return path;
  }
  return folder === dirname(folder) ? undefined : closestFile(name, dirname(folder));
}
