import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const ENGINE = join(import.meta.dirname, "..");
const KEEP_COMPILED = join(import.meta.dirname, "keep-compiled.ts");

/** A provider of the tests, as a program of its own. */
export interface Plugin {
  /** Pulumi package that it plays, such as `gcp`. */
  readonly name: string;
  /** Its module, which exports `start(name, version): Promise<void>`. */
  readonly module: string;
}

/** A provider of `tests/engine` for a package. */
function plugin(name: string, module: string): Plugin {
  return { name, module: join(ENGINE, module) };
}

/** The providers of a workspace that asks for none of its own. */
export const PLUGINS: readonly Plugin[] = [
  plugin("cloudflare", "simulators/start.ts"),
  plugin("gcp", "simulators/start.ts"),
  plugin("kubernetes", "echo/provider.ts"),
  plugin("random", "simulators/start.ts"),
];

/** Writes an executable for each provider; the engine finds them when the folder is on PATH. */
export function writeProviders(folder: string, plugins: readonly Plugin[]): void {
  for (const { name, module } of plugins) {
    // The version that the SDK asks for, so that the engine has no reason to look for another plugin.
    const { version } = JSON.parse(readFileSync(require.resolve(`@pulumi/${name}/package.json`), "utf8"));
    const call = `start(${JSON.stringify(name)}, ${JSON.stringify(version)})`;
    writeExecutable(
      join(folder, `pulumi-resource-${name}`),
      `#!${process.execPath}\nimport(${JSON.stringify(pathToFileURL(module).href)}).then(({ start }) => ${call});\n`,
    );
  }
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
