import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { ENVIRONMENTS, type Environments } from "#infra/environments";
import { systemsProgramOf } from "#infra/program-module";
import { UsageError } from "../shared/errors.ts";
import { readPackage } from "../shared/package.ts";
import { findProject, isInProject, type Project } from "../shared/project/project.ts";

/** Where a system is written. */
export interface Place {
  /** Absolute path of the project's directory. */
  readonly root: string;
  /** Undefined if there is no project yet: it is also written. */
  readonly project: Project | undefined;
  /** Whether it is strata's own repository, with named rooms and a register of systems. */
  readonly isRepository: boolean;
  /** Source of the module that lists the systems, relative to the root. */
  readonly register: string;
  /** Environments that stacks may have. */
  readonly environments: Environments;
  /** Names of the systems that exist. */
  readonly systems: readonly string[];
}

/** The module in which a user's project lists its systems. */
const CONFIG = "strata.config.ts";

/**
 * Finds the project for a new system from a directory.
 *
 * @throws UsageError in a Pulumi project whose program is not made by `createProgram`
 */
export async function findPlace(folder: string): Promise<Place> {
  if (!isInProject(folder)) {
    return {
      root: folder,
      project: undefined,
      isRepository: false,
      register: CONFIG,
      environments: ENVIRONMENTS,
      systems: [],
    };
  }
  const project = findProject(folder);
  const { root, main } = project;
  const isRepository = realpathSync(root) === realpathSync(readPackage().root);
  const register = isRepository ? "infra/systems.ts" : CONFIG;
  const program = await systemsProgramOf(main);
  if (!program || !existsSync(join(root, register))) {
    throw new UsageError(
      `${root} is a Pulumi project with a program of another kind; run strata init in an empty directory, or in a project with a ${CONFIG}`,
    );
  }
  const { environments, systems } = program;
  return { root, project, isRepository, register, environments, systems: Object.keys(systems) };
}

/** The text of a file; undefined if it does not exist. */
export function readIn({ root }: Place, path: string): string | undefined {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
