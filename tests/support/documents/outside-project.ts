import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { codeBlock } from "./examples.ts";

/** The project that the README shows, file by file. */
export const README_PROJECT = ["Pulumi.yaml", "Pulumi.shop-preview.yaml", "strata.config.ts"] as const;

/** The policy pack that docs/policies.md shows for it, and the rule in it. */
export const README_PACK = [
  "policy/index.js",
  "policy/PulumiPolicy.yaml",
  "policy/package.json",
  "rules.ts",
] as const;

/** Writes files that a document shows, each under its title. @param change of a file's content; default none */
export function writeShown(
  document: string,
  files: readonly string[],
  folder: string,
  change = (code: string) => code,
): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), change(codeBlock(document, file).code));
  }
}
