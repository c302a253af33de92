import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { ROOT } from "../build/folders.ts";
import { HEADER_FILE, STACK } from "./steps.ts";

/** What the stack file says instead of howlerops-dev's. */
export interface LiveSettings {
  readonly zone: string;
  readonly accountId: string;
  readonly project: string;
  readonly projectNumber: string;
  readonly contact: string;
  /** By digest, from a registry that anybody may read. */
  readonly frontendImage: string;
  readonly backendImage: string;
}

/** The stack file of the run: howlerops-dev on other accounts. */
export function liveStackFile(settings: LiveSettings): string {
  const document = parseDocument(readFileSync(join(ROOT, "stacks/Pulumi.howlerops-dev.yaml"), "utf8"));
  const values: readonly (readonly [string, ...string[]])[] = [
    [settings.zone, "strata:domain"],
    [settings.accountId, "strata:cloudflare", "accountId"],
    [settings.project, "strata:google", "project"],
    [settings.projectNumber, "strata:google", "projectNumber"],
    [settings.contact, "strata:contact"],
    [settings.frontendImage, "strata:frontend", "image"],
    [settings.backendImage, "strata:backend", "image"],
  ];
  for (const [value, ...path] of values) {
    document.setIn(["config", ...path], value);
  }
  return document.toString();
}

/**
 * Makes the folder of a run: the project with a stack file of its own, so that no file of the repository is
 * written. What stays in it is what a second attempt at cleaning up needs.
 *
 * @throws Error when there is one already: a run before did not end well, or runs now
 */
export function prepareFolder(folder: string, settings: LiveSettings, cloudflareToken: string): void {
  if (existsSync(folder)) {
    throw new Error(`${folder} is there already: a run before has left something, or runs now`);
  }
  mkdirSync(join(folder, "stacks"), { recursive: true });
  mkdirSync(join(folder, "state"));
  cpSync(join(ROOT, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  for (const name of ["infra", "node_modules", "package.json", "policies"]) {
    symlinkSync(join(ROOT, name), join(folder, name));
  }
  writeFileSync(join(folder, `stacks/Pulumi.${STACK}.yaml`), liveStackFile(settings));
  writeFileSync(join(folder, HEADER_FILE), `Authorization: Bearer ${cloudflareToken}\n`, { mode: 0o600 });
}
