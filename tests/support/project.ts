import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { main } from "#cli/main";
import type { Terminal } from "#cli/shared/terminal/terminal";

export const REPOSITORY = join(import.meta.dirname, "../..");

/** What a command printed and how it ended. */
export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** A terminal that keeps what is printed to it. */
export interface CapturedTerminal extends Terminal {
  printed(): { readonly out: string; readonly error: string };
}

/** A terminal in a folder, as a pipe of 100 columns is one. */
export function captureTerminal(folder: string): CapturedTerminal {
  let out = "";
  let error = "";
  return {
    folder,
    // Exceptions of the repository hold on this day.
    today: "2026-11-21",
    width: 100,
    interactive: false,
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    paint: (_tone, text) => text,
    printed: () => ({ out, error }),
  };
}

/** Runs a command line in this process, in a folder; default: the repository. */
export async function strata(args: readonly string[], folder = REPOSITORY): Promise<CommandResult> {
  const terminal = captureTerminal(folder);
  const code = await main(args, terminal);
  return { code, ...terminal.printed() };
}

/** A project on disk that lives for one test. */
export interface TemporaryProject {
  readonly root: string;
  run(...args: string[]): Promise<CommandResult>;
  remove(): void;
}

/**
 * Makes a project whose program is strata's own and whose stack files are given.
 *
 * @param files path in the project to content, such as `stacks/Pulumi.howlerops-dev.yaml`
 */
export function temporaryProject(files: Readonly<Record<string, string>>): TemporaryProject {
  const root = mkdtempSync(join(tmpdir(), "strata-project-"));
  const program = relative(root, join(REPOSITORY, "infra/index.ts"));
  const all = {
    "Pulumi.yaml": `name: strata\nruntime: nodejs\nmain: ${program}\nstackConfigDir: stacks\n`,
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return {
    root,
    run: (...args) => strata(args, root),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Text of one of the repository's stack files. */
export function stackFileText(stack: string): string {
  return readFileSync(join(REPOSITORY, "stacks", `Pulumi.${stack}.yaml`), "utf8");
}
