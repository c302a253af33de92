import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { executable } from "./folders.ts";

/** The file that a command runs, looked up in a list of folders such as PATH. */
export function onPath(name: string, path: string | undefined): string | undefined {
  return (path ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, executable(name)))
    .find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
