import { pathToFileURL } from "node:url";
import type { SystemsProgram } from "./program.ts";

/**
 * The program of a project whose entry module exports one from `createProgram`.
 *
 * @param main absolute path of the entry module, which is imported
 * @returns undefined if the module exports another kind of program, or is itself a program that fails without the
 *   engine
 */
export async function systemsProgramOf(main: string): Promise<SystemsProgram | undefined> {
  const module = await import(pathToFileURL(main).href).catch(() => ({}));
  const { default: program }: { readonly default?: unknown } = module;
  return isSystemsProgram(program) ? program : undefined;
}

function isSystemsProgram(program: unknown): program is SystemsProgram {
  return typeof program === "function" && "systems" in program && "environments" in program;
}
