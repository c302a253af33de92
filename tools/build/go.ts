import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { buildEnvironment, buildFlags } from "./flags.ts";
import { executable } from "./folders.ts";
import type { Job } from "./pin.ts";

const run = promisify(execFile);

const environment = buildEnvironment(process.env);

/** Go is missing or too old, or a build failed; the message is for the user as it stands. */
export class BuildError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BuildError";
  }
}

/** How far a build is: packages compiled, of those that Go's cache does not hold. */
export interface Compiled {
  readonly done: number;
  readonly total: number;
}

/**
 * Makes sure that Go can build modules that ask for a version.
 *
 * @param needed the newest version that a go.mod asks for, such as `1.26`
 * @param go the command. Default: `go` on PATH
 * @throws BuildError when `go` is not on PATH, or is older and may not fetch a newer toolchain
 */
export async function assertGo(needed: string, go = "go"): Promise<void> {
  const install = `install Go ${needed} or newer (https://go.dev/dl) and put it on PATH`;
  let found: string;
  let toolchain: string;
  try {
    // Asked outside the modules: inside, an old Go would fail or fetch a toolchain at once.
    const { stdout } = await run(go, ["env", "GOVERSION", "GOTOOLCHAIN"], { cwd: "/", env: environment });
    [found = "", toolchain = ""] = stdout.trim().split("\n");
  } catch {
    throw new BuildError(`Go is needed to build the tools, and \`go\` was not found; ${install}.`);
  }
  if (isOlder(found.replace(/^go/, ""), needed) && toolchain === "local") {
    throw new BuildError(
      `The tools need Go ${needed}; found ${found}, which may not fetch a newer one (GOTOOLCHAIN=local); ${install}.`,
    );
  }
}

/** Compares two Go versions by their numbers; what follows them (`rc1`, `-custom`) does not count. */
export function isOlder(version: string, than: string): boolean {
  const numbers = (text: string) => (/^\d+(\.\d+)*/.exec(text)?.[0] ?? "").split(".").map(Number);
  const [left, right] = [numbers(version), numbers(than)];
  for (const [index, wanted] of right.entries()) {
    const given = left[index] ?? 0;
    if (given !== wanted) {
      return given < wanted;
    }
  }
  return false;
}

/**
 * Compiles tools of one go.mod. Packages that an interrupted build had compiled come from Go's cache.
 *
 * @param folder where the go.mod is
 * @param output folder to write the executables to, each as {@link executableName} says
 * @param onProgress called whenever a package was compiled
 * @throws BuildError with the end of Go's own output
 */
export async function compile(
  jobs: readonly Job[],
  folder: string,
  output: string,
  onProgress: (compiled: Compiled) => void,
  signal: AbortSignal,
): Promise<void> {
  const names = jobs.map(({ tool }) => tool.name).join(", ");
  const packages = jobs.map(({ tool }) => tool.package);
  // A setting of a variable that a tool does not have is of no effect.
  const flags = buildFlags([...new Set(jobs.flatMap(({ pin }) => pin.variables))]);
  const list = ["list", "-deps", "-f", "{{if .Stale}}{{.ImportPath}}{{end}}", ...flags, ...packages];
  const stale = new Set<string>();
  await go(names, folder, list, signal, { onOutput: (line) => stale.add(line) });
  stale.delete("");
  let done = 0;
  onProgress({ done, total: stale.size });
  await go(names, folder, ["build", "-v", "-o", output, ...flags, ...packages], signal, {
    // -v names each package as its compilation starts; everything else is a message.
    isProgress: (line) => {
      const compiled = stale.delete(line);
      if (compiled) {
        onProgress({ done: ++done, total: done + stale.size });
      }
      return compiled;
    },
  });
}

/** The file that Go makes of a main package: the last part of its path that is no version. */
export function executableName(mainPackage: string, folder: string): string {
  const name = mainPackage
    .split("/")
    .filter((part) => !/^v\d+$/.test(part))
    .at(-1);
  return join(folder, executable(name ?? ""));
}

interface Listeners {
  readonly onOutput?: (line: string) => void;
  /** Takes a line of the error output that is no message. */
  readonly isProgress?: (line: string) => boolean;
}

async function go(
  names: string,
  folder: string,
  args: readonly string[],
  signal: AbortSignal,
  { onOutput, isProgress }: Listeners,
): Promise<void> {
  const child = spawn("go", args, {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  const messages: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => onOutput?.(line));
  createInterface({ input: child.stderr }).on("line", (line) => {
    if (!isProgress?.(line)) {
      messages.push(line);
    }
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) {
    const end = messages.slice(-20).join("\n");
    throw new BuildError(`${names} could not be built; go ${args[0]} ended with ${code}:\n${end}`);
  }
}
