import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CommandResult, REPOSITORY, strata } from "../support/project.ts";

/** A secret that no program would hold by chance. */
export const PLANTED = "pLanted-7f3a9c1e5b2d";

/** Whether a text shows the planted secret, as it is or in an encoding that anybody can undo. */
export function shows(text: string): boolean {
  const bytes = Buffer.from(PLANTED);
  // Base64 takes three bytes at a time: a part of whole groups is found wherever the secret begins.
  const encoded = [0, 1, 2].map((start) => bytes.subarray(start, start + 15).toString("base64"));
  const forms = [PLANTED, bytes.toString("hex"), encodeURIComponent(PLANTED), ...encoded];
  return forms.some((form) => text.includes(form));
}

/** Every command that prints something of a stack. */
export const COMMANDS: readonly (readonly string[])[] = [
  ["plan"],
  ["plan", "--resources"],
  ["plan", "--json"],
  ["manifests"],
  ["manifests", "--json"],
  ["check"],
  ["check", "--all"],
  ["check", "--json"],
  ["import-plan"],
  ["import-plan", "--json"],
];

/** Where a stack file is refused, each command says so in the same words; these print them in different ways. */
export const REFUSING: typeof COMMANDS = [["plan"], ["check", "--json"]];

/** Runs commands for a stack. @param commands default: every one @returns results by command line */
export async function everything(
  stack: string,
  folder: string,
  commands = COMMANDS,
): Promise<Map<string, CommandResult>> {
  const results = new Map<string, CommandResult>();
  for (const args of commands) {
    results.set(args.join(" "), await strata([...args, stack], folder));
  }
  return results;
}

/** The command lines whose output or errors show the secret. */
export function leaks(results: ReadonlyMap<string, CommandResult>): string[] {
  return [...results].filter(([, { out, error }]) => shows(out + error)).map(([command]) => command);
}

/** A project with a program of its own, below the repository so that it finds the packages. */
export function projectWith(program: string, config = ""): { readonly folder: string; remove(): void } {
  const cache = join(REPOSITORY, ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "secrets-"));
  const files = {
    "Pulumi.yaml": "name: planted\nruntime: nodejs\nmain: index.ts\n",
    "Pulumi.dev.yaml": `config:\n  pulumi:disable-default-providers: ["*"]\n${config}`,
    "package.json": '{ "type": "module" }',
    "index.ts": program,
  };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), content);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
