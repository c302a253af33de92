#!/usr/bin/env node
// The command line. In a clone it runs the TypeScript sources on the project's own Node, since the machine's
// may be too old to strip types; in an installed package it runs the compiled JavaScript.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const source = join(root, "cli/startup/run.ts");
const isClone = existsSync(source);
const ownNode = join(root, "node_modules/.bin/node");
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const stripsTypes = major > 22 || (major === 22 && minor >= 18);

if (!isClone && !stripsTypes) {
  process.stderr.write(`strata needs Node 22.18 or newer; this is ${process.version}.\n`);
  process.exitCode = 2;
} else if (stripsTypes) {
  // Compiled code is kept between runs: loading the Pulumi SDK takes half the time.
  module.enableCompileCache?.(isClone ? join(root, "node_modules/.cache/strata") : undefined);
  const { run } = await import(isClone ? source : join(root, "dist/cli/startup/run.js"));
  await run(process.argv.slice(2));
} else if (existsSync(ownNode)) {
  const result = spawnSync(ownNode, [import.meta.filename, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = result.status ?? 2;
} else {
  process.stderr.write("strata is not set up yet: run npm start once, or npm ci.\n");
  process.exitCode = 2;
}
