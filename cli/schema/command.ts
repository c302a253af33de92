import { join, relative, resolve } from "node:path";
import { stackFileSchemas } from "#infra/config/schema";
import { systemsProgramOf } from "#infra/program-module";
import { loadSystem } from "#infra/systems";
import type { Command, ExitCode } from "../command.ts";
import { parseDirectory } from "../shared/arguments.ts";
import { UsageError } from "../shared/errors.ts";
import { writeFiles } from "../shared/files.ts";
import { findProject } from "../shared/project/project.ts";
import { toJson } from "../shared/terminal/text.ts";

interface SchemaOptions {
  readonly out: string;
}

/**
 * `strata schema`: one JSON Schema for each system of the project's program, or for each slice of it; a comment in
 * each stack file points its editor at it.
 */
export const schemaCommand: Command<SchemaOptions> = {
  name: "schema",

  configure: (syntax) =>
    void syntax.option("-o, --out <directory>", "directory to write to", parseDirectory, "docs/schema"),

  async run({ options }, terminal): Promise<ExitCode> {
    const { root, main } = findProject(terminal.folder);
    const program = await systemsProgramOf(main);
    if (!program) {
      throw new UsageError(
        `${relative(root, main)} is no program of createProgram and checks its own configuration; strata schema describes the systems of one`,
      );
    }
    const target = resolve(root, options.out);
    const files = new Map<string, string>();
    for (const name of Object.keys(program.systems)) {
      const system = await loadSystem(program.systems, name);
      for (const [title, schema] of Object.entries(stackFileSchemas(system, program.environments))) {
        files.set(join(target, `${title}.json`), toJson(schema));
      }
    }
    writeFiles(files);
    const paths = [...files.keys()];
    terminal.out(options.json ? toJson({ version: 1, files: paths }) : `${paths.join("\n")}\n`);
    return 0;
  },
};
