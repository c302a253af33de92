// The compiler runs in the working directory in which it is loaded: not a project that a test removes.
import "esbuild";
import { execFile } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { PlanJson } from "#cli/plan/json";
import {
  type CommandResult,
  REPOSITORY,
  type TemporaryProject,
  temporaryProject,
} from "../../support/project.ts";

type Nodes = PlanJson<unknown>["nodes"];

/** A Pulumi project of somebody else, with the packages of this repository. */
export interface ProgramProject extends TemporaryProject {
  /** The project's resources and outputs by a plan that must succeed. */
  plan(...args: string[]): Promise<{ readonly nodes: Nodes; readonly outputs: unknown }>;
  /** What a plan that must fail prints. */
  failure(...args: string[]): Promise<string>;
}

/**
 * Makes a project on disk, to be removed.
 *
 * @param files path to content; `Pulumi.yaml` has a default
 */
export function programProject(files: Readonly<Record<string, string>>): ProgramProject {
  const project = temporaryProject({ "Pulumi.yaml": "name: shop\nruntime: nodejs\n", ...files });
  symlinkSync(join(REPOSITORY, "node_modules"), join(project.root, "node_modules"));
  return {
    ...project,
    async plan(...args) {
      const { code, out, error } = await project.run("plan", ...args, "--json");
      expect({ code, error }).to.deep.equal({ code: 0, error: "" });
      const { nodes, stacks } = JSON.parse(out) as PlanJson<unknown>;
      return { nodes, outputs: stacks[0]?.outputs };
    },
    async failure(...args) {
      const { code, out, error } = await project.run("plan", ...args);
      expect({ code, out }).to.deep.equal({ code: 2, out: "" });
      expect(error).not.to.match(/\n\s+at .*(node_modules|node:internal)/);
      return error;
    },
  };
}

/**
 * Runs a command line in a process of its own. The SDK loads every module of Node to serialize a function, also `domain`,
 * which changes how the whole process handles errors.
 */
export function strataAlone(args: readonly string[], folder: string): Promise<CommandResult> {
  const command = [join(REPOSITORY, "bin/strata.mjs"), ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: folder }, (failure, out, error) =>
      resolve({ code: Number(failure?.code ?? 0), out, error }),
    );
  });
}

/** Names of the resources of a plan by their types, without the stack's own. */
export function namesOf(nodes: Nodes): string[] {
  return nodes.slice(1).map(({ type, name }) => `${type} ${name}`);
}
