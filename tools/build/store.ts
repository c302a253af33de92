import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { executable, type Place } from "./folders.ts";

// The process's id is part of a file's name until it is complete, so that two builds never share one.
const UNFINISHED = /\.(\d+)\.unfinished$/;

/** Where to write until it is complete. */
export function unfinished(name: string, place: Place): string {
  return `${executableOf(name, place)}.${process.pid}.unfinished`;
}

/** Where an executable lies when it is complete. */
export function executableOf(name: string, place: Place): string {
  return join(place.bin, executable(name));
}

/** Whether a tool's executable is there and was built from the sources that a stamp stands for. */
export function holds(name: string, stamp: string, place: Place): boolean {
  const file = join(place.stamps, name);
  return existsSync(executableOf(name, place)) && existsSync(file) && readFileSync(file, "utf8") === stamp;
}

/**
 * Puts a finished executable in its place, from within the same folder. The stamp comes last: an interruption in between
 * costs one more link, never a tool that passes for another version.
 */
export function finish(file: string, name: string, stamp: string, place: Place): void {
  const stampFile = join(place.stamps, name);
  rmSync(stampFile, { force: true });
  renameSync(file, executableOf(name, place));
  const written = `${stampFile}.${process.pid}.unfinished`;
  writeFileSync(written, stamp);
  renameSync(written, stampFile);
}

/** Makes the folders, and removes what builds left behind that were killed. */
export function prepare(place: Place): void {
  for (const folder of [place.bin, place.stamps]) {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      const owner = Number(UNFINISHED.exec(name)?.[1]);
      if (owner && !isRunning(owner)) {
        rmSync(join(folder, name), { recursive: true, force: true });
      }
    }
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
