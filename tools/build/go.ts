import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { Tool } from "./catalogue.ts";
import type { Pin } from "./pin.ts";

const run = promisify(execFile);

// CGO off: no C compiler is needed, and the executables run on any Linux. A workspace file of the
// surroundings would replace the pins.
const environment = { ...process.env, CGO_ENABLED: "0", GOWORK: "off" };

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
 * Compiles a tool. Packages that an interrupted build had compiled come from Go's cache.
 *
 * @param output file to write
 * @param onProgress called whenever a package was compiled
 * @throws BuildError with the end of Go's own output
 */
export async function compile(
  tool: Tool,
  pin: Pin,
  output: string,
  onProgress: (compiled: Compiled) => void,
  signal: AbortSignal,
): Promise<void> {
  const list = ["list", "-deps", "-f", "{{if .Stale}}{{.ImportPath}}{{end}}", ...pin.flags];
  const stale = new Set<string>();
  await go(tool, pin, list, signal, { onOutput: (line) => stale.add(line) });
  stale.delete("");
  let done = 0;
  onProgress({ done, total: stale.size });
  await go(tool, pin, ["build", "-v", "-o", output, ...pin.flags], signal, {
    // -v names each package as its compilation starts; everything else is a message.
    onMessage: (line) => {
      if (stale.delete(line)) {
        onProgress({ done: ++done, total: done + stale.size });
      }
    },
  });
}

interface Listeners {
  readonly onOutput?: (line: string) => void;
  readonly onMessage?: (line: string) => void;
}

async function go(
  tool: Tool,
  { folder }: Pin,
  args: readonly string[],
  signal: AbortSignal,
  { onOutput, onMessage }: Listeners,
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
    messages.push(line);
    onMessage?.(line);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) {
    const end = messages.slice(-20).join("\n");
    throw new BuildError(`${tool.name} could not be built; go ${args[0]} ended with ${code}:\n${end}`);
  }
}
