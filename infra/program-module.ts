import { pathToFileURL } from "node:url";
import type { SystemsProgram } from "./program.ts";

/**
 * The program of a project, where its entry module's default export is one that {@link createProgram} made.
 *
 * @param main absolute path of the entry module, which is imported
 */
export async function systemsProgramOf(main: string): Promise<SystemsProgram | undefined> {
  const { default: program } = (await import(pathToFileURL(main).href)) as { default?: unknown };
  return isSystemsProgram(program) ? program : undefined;
}

function isSystemsProgram(program: unknown): program is SystemsProgram {
  return typeof program === "function" && "systems" in program && "environments" in program;
}
