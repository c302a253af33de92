import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { PLUGIN_PREFIX, type Plugin } from "../../provider/run.ts";

const require = createRequire(import.meta.url);
const ENGINE = join(import.meta.dirname, "../..");
const RUN = pathToFileURL(join(ENGINE, "provider", "run.ts")).href;
const KEEP_COMPILED = join(import.meta.dirname, "keep-compiled.ts");

/** A provider of `tests/engine` for a package. */
function plugin(name: string, module: string): Plugin {
  return { name, module: join(ENGINE, module) };
}

/** The providers of a workspace that asks for none of its own. */
export const PLUGINS: readonly Plugin[] = [
  plugin("cloudflare", "simulators/open.ts"),
  plugin("gcp", "simulators/open.ts"),
  plugin("kubernetes", "echo/provider.ts"),
  plugin("random", "simulators/open.ts"),
];

/** Writes an executable for each provider; the engine finds them when the folder is on PATH. */
export function writeProviders(folder: string, plugins: readonly Plugin[]): void {
  for (const plugin of plugins) {
    writeExecutable(
      join(folder, `${PLUGIN_PREFIX}${plugin.name}`),
      `#!${process.execPath}\n${callOf([plugin])}\n`,
    );
  }
}

/**
 * Starts providers, all in one process, to which engines come instead of starting their own: much of a short run's
 * work is starting four of them.
 *
 * @returns the value of PULUMI_DEBUG_PROVIDERS, by which the engine finds them
 */
export async function startProviders(
  plugins: readonly Plugin[],
  options: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<string> {
  const child = spawn(process.execPath, ["--eval", callOf(plugins)], {
    ...options,
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Its abortion, too, is an error; one that does not start ends its output.
  child.on("error", () => {});
  const ports: string[] = [];
  for await (const port of createInterface({ input: child.stdout })) {
    if (ports.push(`${plugins[ports.length]?.name}:${port}`) === plugins.length) {
      return ports.join(",");
    }
  }
  throw new Error("the providers did not start");
}

/** The call that serves providers, as a program. */
function callOf(plugins: readonly Plugin[]): string {
  const versioned = plugins.map(({ name, module }) => {
    // The version that the SDK asks for, so that the engine has no reason to look for another plugin.
    const { version } = JSON.parse(readFileSync(require.resolve(`@pulumi/${name}/package.json`), "utf8"));
    return { name, module: pathToFileURL(module).href, version };
  });
  return `import(${JSON.stringify(RUN)}).then(({ run }) => run(${JSON.stringify(versioned)}));`;
}

/**
 * Writes an executable that runs a policy pack's folder as the language host of a current CLI would; the
 * pinned language host is too old to run packs itself.
 *
 * @returns what `--policy-pack` takes
 */
export function writePolicyPack(folder: string, name: string, pack: string): string {
  const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack/index.js");
  const file = join(folder, `policy-pack-${name}`);
  const node = `"${process.execPath}" --import "${pathToFileURL(KEEP_COMPILED)}"`;
  writeExecutable(file, `#!/bin/sh\ncd "${pack}" && exec ${node} "${runner}" "$1" .\n`);
  return file;
}

function writeExecutable(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o755 });
}
