import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Tool } from "./catalogue.ts";
import type { Place } from "./folders.ts";

/** What a tool is built from. */
export interface Pin {
  /** Folder of the go.mod. */
  readonly folder: string;
  /** Version of the tool's module, such as `v3.259.0`. */
  readonly version: string;
  /** Go version that go.mod asks for, such as `1.26`. */
  readonly go: string;
  /** Arguments of `go build`, without the output. */
  readonly flags: readonly string[];
  /** Digest of all of it: an executable with the same stamp needs no build. */
  readonly stamp: string;
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
  const flags = buildFlags(tool, version);
  const stamp = createHash("sha256")
    .update(mod)
    .update(readFileSync(join(folder, "go.sum")))
    .update(JSON.stringify([flags, process.platform, process.arch]))
    .digest("hex");
  return { folder, version, go: /^go (\S+)/m.exec(mod)?.[1] ?? "1", flags, stamp };
}

/** The version of the module with the longest path that the package lies in. */
function versionOf(mod: string, tool: Tool): string {
  const [found] = [...mod.matchAll(/^(?:require)?\s+(\S+) (v\S+)/gm)]
    .map(([, path = "", version = ""]) => ({ path, version }))
    .filter(({ path }) => `${tool.package}/`.startsWith(`${path}/`))
    .sort((a, b) => b.path.length - a.path.length);
  if (!found) {
    throw new Error(`tools/${tool.folder}/go.mod requires no module with the package ${tool.package}`);
  }
  return found.version;
}

function buildFlags({ tags = [], versionVariable, ...tool }: Tool, version: string): string[] {
  // -s -w leave symbols and debug data out, a third of the size.
  const variable = versionVariable ? ` -X ${versionVariable}=${version}` : "";
  return [
    // The pins hold whatever GOFLAGS says.
    "-mod=readonly",
    "-buildvcs=false",
    ...(tags.length > 0 ? [`-tags=${tags.join(",")}`] : []),
    `-ldflags=-s -w${variable}`,
    tool.package,
  ];
}
