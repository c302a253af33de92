import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findProject } from "#cli/shared/project/project";
import { readStackFile } from "#cli/shared/project/stack-file";
import type { Program, RecordOptions } from "#graph/record/record";
import { REPOSITORY } from "./project.ts";

/** A program of the repository, and what it runs under. */
export interface RepositoryProgram {
  /** Path of an example, or name of a stack. */
  readonly name: string;
  readonly options: RecordOptions;
  load(): Promise<Program>;
}

/** Every example of a component, and a stack of each system. */
export function repositoryPrograms(): RepositoryProgram[] {
  const examples = globSync("docs/examples/*/*.ts", { cwd: REPOSITORY }).sort();
  const project = findProject(REPOSITORY);
  return [
    ...examples.map((name) => ({
      name,
      options: { project: "example", stack: "dev" },
      load: async () => (await importFile(name))["program"] as Program,
    })),
    ...["howlerops-prod", "nextjs-prod"].map((name) => {
      const { values: config, secretKeys: secretConfigKeys } = readStackFile(project, name);
      const load = async () => (await importFile("infra/index.ts"))["default"] as Program;
      return { name, options: { project: project.name, stack: name, config, secretConfigKeys }, load };
    }),
  ];
}

function importFile(path: string): Promise<Readonly<Record<string, unknown>>> {
  return import(pathToFileURL(join(REPOSITORY, path)).href);
}
