import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { closestFile } from "#graph/record/load/closest-file";
import { isFile } from "#models/documents/text-file";
import { UsageError } from "../errors.ts";

/** Where a program begins. */
export interface Entry {
  /** Absolute path of the entry module. */
  readonly main: string;
  /** Working directory of the program. */
  readonly directory: string;
}

const EXTENSIONS = ["js", "mjs", "cjs", "ts", "mts", "cts"] as const;

/**
 * Finds a program as the Pulumi CLI does: `main` of Pulumi.yaml is a file, or a directory whose package.json names the
 * file; without a name it is `index`. The program runs in the directory of `main`.
 *
 * @param root directory of Pulumi.yaml
 * @param main of Pulumi.yaml; default: the root
 * @throws UsageError if there is none
 */
export function findEntry(root: string, main: unknown): Entry {
  if (main !== undefined && typeof main !== "string") {
    throw new UsageError(`Pulumi.yaml  main is ${JSON.stringify(main)}; expected a path`);
  }
  const path = resolve(root, main ?? ".");
  if (isDirectory(path)) {
    const module = namedByManifest(path) ?? moduleAt(join(path, "index"));
    if (module) {
      return { main: module, directory: path };
    }
  } else {
    const module = moduleAt(path);
    if (module) {
      return { main: module, directory: dirname(path) };
    }
  }
  const names = isDirectory(path) ? `, such as index.ts in ${path}` : "";
  throw new UsageError(`Pulumi.yaml  main is ${JSON.stringify(main ?? ".")}; no program found there${names}`);
}

/** The entry point that the nearest package.json names, if it exists. */
function namedByManifest(folder: string): string | undefined {
  const path = closestFile("package.json", folder);
  if (path === undefined) {
    return undefined;
  }
  const { exports, main } = readManifest(path);
  const named = pointOf(exports) ?? main;
  return typeof named === "string" ? moduleAt(join(dirname(path), named)) : undefined;
}

interface Manifest {
  readonly exports?: unknown;
  readonly main?: unknown;
}

function readManifest(path: string): Manifest {
  try {
    return { ...(JSON.parse(readFileSync(path, "utf8")) as Manifest | null) };
  } catch (error) {
    throw new UsageError(`${path}  invalid JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** The package's own entry point among its exports. */
function pointOf(exports: unknown): unknown {
  if (typeof exports !== "object" || exports === null) {
    return exports;
  }
  const own: unknown = (exports as Record<string, unknown>)["."];
  if (typeof own !== "object" || own === null) {
    return own;
  }
  const { default: main, require, import: module } = own as Record<string, unknown>;
  return main ?? require ?? module;
}

/** A module by its path, with or without extension; or the index of a directory. */
function moduleAt(path: string): string | undefined {
  if (isDirectory(path)) {
    return moduleAt(join(path, "index"));
  }
  const candidates = [path, ...EXTENSIONS.map((extension) => `${path}.${extension}`)];
  return candidates.find((candidate) => /\.[cm]?[jt]s$/.test(candidate) && isFile(candidate));
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
