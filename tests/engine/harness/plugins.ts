import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const provider = pathToFileURL(join(import.meta.dirname, "..", "echo", "provider.ts")).href;

/** The packages whose providers are played by echoes. */
export const ECHOED = ["cloudflare", "gcp", "kubernetes", "random"] as const;

/** Writes one echo provider for each package; the engine finds them when the folder is on PATH. */
export function writeEchoProviders(folder: string): void {
  for (const name of ECHOED) {
    // The version that the SDK asks for, so that the engine has no reason to look for another plugin.
    const { version } = JSON.parse(readFileSync(require.resolve(`@pulumi/${name}/package.json`), "utf8"));
    writeExecutable(
      join(folder, `pulumi-resource-${name}`),
      `#!${process.execPath}\nimport(${JSON.stringify(provider)}).then(({ serve }) => serve(${JSON.stringify(version)}));\n`,
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
  writeExecutable(file, `#!/bin/sh\ncd "${pack}" && exec "${process.execPath}" "${runner}" "$1" .\n`);
  return file;
}

function writeExecutable(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o755 });
}
