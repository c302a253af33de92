import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { stackFileSchemas } from "#infra/config/schema";
import { systemsProgramOf } from "#infra/program-module";
import { loadSystem } from "#infra/systems";
import { UsageError } from "../errors.ts";
import { findProject } from "../project/project.ts";
import type { Terminal } from "../terminal.ts";

/**
 * Writes the JSON Schemas of the stack files of a project's systems; a comment in each stack file points its editor
 * at its own.
 *
 * @throws UsageError in a project whose program is not made of systems
 */
export async function schemaCommand(folder: string, terminal: Terminal): Promise<number> {
  const { root, main } = findProject(terminal.folder);
  const program = await systemsProgramOf(main);
  if (!program) {
    throw new UsageError(
      `${relative(root, main)} is a program of its own, which checks its configuration itself; strata schema describes the systems of a program that createProgram makes`,
    );
  }
  const target = resolve(root, folder);
  mkdirSync(target, { recursive: true });
  for (const name of Object.keys(program.systems)) {
    const system = await loadSystem(program.systems, name);
    for (const [title, schema] of Object.entries(stackFileSchemas(system, program.environments))) {
      const path = join(target, `${title}.json`);
      writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
      terminal.out(`${path}\n`);
    }
  }
  return 0;
}
