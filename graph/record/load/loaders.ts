import { readFileSync } from "node:fs";
import { dirname, extname } from "node:path";
import { pathToFileURL } from "node:url";
import { closestFile } from "./closest-file.ts";
import type { Exports } from "./transpiler.ts";

/** Imports a program's entry module. */
export interface Loader {
  readonly load: (main: string) => Promise<Exports>;
  /** Ends what loading has installed; to be called when the program has ended, or could not be loaded. */
  readonly release?: () => Promise<void>;
  /** Whether a module that exports no function runs again when it is loaded again. */
  readonly repeatable: boolean;
}

/** Node itself, which strips the types of TypeScript. Modules are evaluated once per process. */
const NODE: Loader = {
  load: (main) => import(pathToFileURL(main).href),
  repeatable: false,
};

/** A compiler of all of TypeScript, loaded on first use. */
const COMMONJS_COMPILER: Loader = {
  load: async (main) => (await import("./transpiler.ts")).requireTranspiled(main),
  release: async () => (await import("./transpiler.ts")).releaseCompiler(),
  repeatable: true,
};
const MODULE_COMPILER: Loader = {
  load: async (main) => (await import("./transpiler.ts")).importTranspiled(main),
  repeatable: true,
};

const TYPESCRIPT = new Set([".ts", ".mts", ".cts"]);

/**
 * The ways to load a program, to be tried in order: the next one where a module cannot be loaded. Pulumi compiles
 * TypeScript unless Pulumi.yaml sets `typescript: false`, to CommonJS unless package.json sets `"type": "module"`. Node
 * gives the same result only for an ES module without enums, parameter properties and imports without extensions.
 *
 * @param main absolute path of the entry module
 * @param compiles whether TypeScript may be compiled
 */
export function loadersOf(main: string, compiles: boolean): readonly Loader[] {
  const extension = extname(main);
  if (!compiles || !TYPESCRIPT.has(extension)) {
    return [NODE];
  }
  const isModule = extension === ".mts" || (extension === ".ts" && packageType(dirname(main)) === "module");
  return isModule ? [NODE, MODULE_COMPILER] : [COMMONJS_COMPILER];
}

/** `type` of the nearest package.json. */
function packageType(folder: string): unknown {
  const path = closestFile("package.json", folder);
  try {
    const manifest = path === undefined ? null : (JSON.parse(readFileSync(path, "utf8")) as Manifest | null);
    return manifest?.type;
  } catch {
    // Node reports it when it loads the program.
    return undefined;
  }
}

interface Manifest {
  readonly type?: unknown;
}
