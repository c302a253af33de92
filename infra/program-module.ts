import { pathToFileURL } from "node:url";
import type { SystemsProgram } from "./program.ts";

/**
 * The program of a project, where its entry module exports one that `createProgram` made.
 *
 * @param main absolute path of the entry module, which is imported
 * @returns undefined where the module exports another program, or is one itself and fails without the engine
 */
export async function systemsProgramOf(main: string): Promise<SystemsProgram | undefined> {
  const module = await import(pathToFileURL(main).href).catch(() => ({}));
  const { default: program }: { readonly default?: unknown } = module;
  return isSystemsProgram(program) ? program : undefined;
}

function isSystemsProgram(program: unknown): program is SystemsProgram {
  return typeof program === "function" && "systems" in program && "environments" in program;
}
