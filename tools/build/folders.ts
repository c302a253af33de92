import { join } from "node:path";

const tools = join(import.meta.dirname, "..");

/** The project's root. */
export const ROOT = join(tools, "..");
/** Executables of the project's packages, the project's own Node among them. */
export const NODE_BIN = join(ROOT, "node_modules", ".bin");

/** Where Node keeps what it has compiled, for the plan and for programs that the engine runs. */
export const COMPILE_CACHE = join(ROOT, "node_modules", ".cache", "strata");

/** Where tools come from and go to. */
export interface Place {
  /** Folder with a folder for each tool that holds its go.mod. */
  readonly modules: string;
  /** Folder of the built executables. */
  readonly bin: string;
  /** Folder with a file for each tool that says what its executable was built from. */
  readonly stamps: string;
}

/** The project's own; git ignores `.tools`. */
export const PROJECT: Place = {
  modules: tools,
  bin: join(ROOT, ".tools", "bin"),
  stamps: join(ROOT, ".tools", "stamps"),
};

/** File with the definitions of custom resources that a chart brings, as a list in JSON. */
export function definitionsOf(chart: string, place: Place): string {
  return join(place.bin, "..", "definitions", `${chart}.json`);
}

/** Name of an executable's file on this platform. */
export function executable(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}
