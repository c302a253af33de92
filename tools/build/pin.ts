import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Tool } from "./catalogue.ts";
import { buildFlags } from "./flags.ts";
import type { Place } from "./folders.ts";

/** What a tool is built from. */
export interface Pin {
  /** Folder of the go.mod. */
  readonly folder: string;
  /** Version of the tool's module, such as `v3.259.0`. */
  readonly version: string;
  /** Go version that go.mod asks for, such as `1.26`. */
  readonly go: string;
  /** Settings of Go variables that make the tool print its version. */
  readonly variables: readonly string[];
  /** Digest of all of it: an executable with the same stamp needs no build. */
  readonly stamp: string;
}

/** A tool to build, and what from. */
export interface Job {
  readonly tool: Tool;
  readonly pin: Pin;
}

/**
 * Reads a tool's pin.
 *
 * @throws Error when go.mod requires no module that holds the tool's package
 */
export function readPin(tool: Tool, place: Place): Pin {
  const folder = join(place.modules, tool.folder);
  const mod = readFileSync(join(folder, "go.mod"), "utf8");
  const version = versionOf(mod, tool);
  const variables = tool.versionVariable ? [`${tool.versionVariable}=${version}`] : [];
  const stamp = createHash("sha256")
    .update(mod)
    .update(readFileSync(join(folder, "go.sum")))
    .update(JSON.stringify([tool.package, buildFlags(variables), process.platform, process.arch]));
  for (const file of ownSources(tool, folder)) {
    stamp.update(readFileSync(file));
  }
  return {
    folder,
    version,
    go: /^go (\S+)/m.exec(mod)?.[1] ?? "1",
    variables,
    stamp: stamp.digest("hex"),
  };
}

/** The version of the module with the longest path that the package lies in. */
function versionOf(mod: string, tool: Tool): string {
  const subject = tool.module ?? tool.package;
  const [found] = [...mod.matchAll(/^(?:require)?\s+(\S+) (v\S+)/gm)]
    .map(([, path = "", version = ""]) => ({ path, version }))
    .filter(({ path }) => `${subject}/`.startsWith(`${path}/`))
    .sort((a, b) => b.path.length - a.path.length);
  if (!found) {
    throw new Error(`tools/${tool.folder}/go.mod requires no module with the package ${subject}`);
  }
  return found.version;
}

/** The project's own sources of a tool; those of modules are pinned by go.sum. */
function ownSources(tool: Tool, folder: string): string[] {
  if (!tool.package.startsWith("./")) {
    return [];
  }
  const sources = join(folder, tool.package);
  return readdirSync(sources)
    .sort()
    .map((name) => join(sources, name));
}
