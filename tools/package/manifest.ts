import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./public.ts";

/** The parts of package.json that tools read or write. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

export function readManifest(): Manifest {
  return JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;
}

export function writeManifest(manifest: Manifest): void {
  writeFileSync(join(ROOT, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}
