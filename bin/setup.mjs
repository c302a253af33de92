#!/usr/bin/env node
// Makes a fresh clone ready, once, then hands over to the command line when arguments follow.
// It runs on whatever Node the machine has (20 or newer); everything after it runs on the project's own.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** Whether node_modules holds just what the lock file asks for; packages for other platforms may be absent. */
function isInstalled() {
  const read = (path) => JSON.parse(readFileSync(join(root, path), "utf8")).packages;
  try {
    const installed = read("node_modules/.package-lock.json");
    return (
      existsSync(join(root, "node_modules/.bin/node")) &&
      Object.entries(read("package-lock.json")).every(
        ([path, { version, optional }]) =>
          path === "" || installed[path]?.version === version || (optional && !installed[path]),
      )
    );
  } catch {
    return false;
  }
}

if (!isInstalled()) {
  process.stderr.write(
    "Setting up: installing the packages of package-lock.json with npm ci (once, under a minute).\n",
  );
  const npm = process.env.npm_execpath;
  const command = npm?.endsWith(".js") ? [process.execPath, npm] : ["npm"];
  const [program, ...first] = command;
  const result = spawnSync(program, [...first, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    // npm ci prints its summary to stdout, which belongs to the command that was asked for.
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    process.stderr.write(
      `Setting up failed: npm ci ended with ${result.status ?? result.signal ?? result.error}.\n`,
    );
    process.exit(2);
  }
}

if (process.argv.length > 2) {
  await import("./strata.mjs");
}
