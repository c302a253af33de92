import { readdirSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { distance } from "fastest-levenshtein";
import { closestFile } from "#graph/record/load/closest-file";
import { UsageError } from "../errors.ts";
import { type DeclaredKey, declaredConfig } from "./declared-config.ts";
import { findEntry } from "./entry.ts";
import { type ProjectFile, readProjectFile } from "./project-file.ts";

/** A Pulumi project on disk. */
export interface Project {
  /** Folder that holds Pulumi.yaml. */
  readonly root: string;
  readonly name: string;
  /** Absolute path of the program's entry module. */
  readonly main: string;
  /** Working directory of the program. */
  readonly directory: string;
  /** Whether TypeScript is compiled: not if Pulumi.yaml sets `typescript: false`. */
  readonly typescript: boolean;
  /** Configuration keys that Pulumi.yaml declares. */
  readonly config: ReadonlyMap<string, DeclaredKey>;
  /** Absolute path of the folder with the stack files. */
  readonly stackFolder: string;
}

const PROJECT_FILE = "Pulumi.yaml";

/**
 * Finds the Pulumi project of a folder.
 *
 * @throws UsageError if neither the folder nor a parent contains a Pulumi.yaml, or that has mistakes
 */
export function findProject(from: string): Project {
  const root = projectRoot(from);
  if (root === undefined) {
    throw new UsageError(
      `no Pulumi.yaml in ${from} or a directory above it; run strata inside a Pulumi project`,
    );
  }
  return readProject(root, join(root, PROJECT_FILE));
}

/** Whether a folder, or one above it, holds a Pulumi project. */
export function isInProject(folder: string): boolean {
  return projectRoot(folder) !== undefined;
}

function projectRoot(from: string): string | undefined {
  const file = closestFile(PROJECT_FILE, from);
  return file && dirname(file);
}

function readProject(root: string, file: string): Project {
  const parsed = readProjectFile(file, PROJECT_FILE);
  assertNodejs(parsed);
  return {
    root,
    name: parsed.name,
    ...findEntry(root, parsed.main),
    typescript: typeof parsed.runtime !== "object" || parsed.runtime.options?.typescript !== false,
    config: declaredConfig(parsed.name, parsed.config),
    stackFolder: join(root, parsed.stackConfigDir ?? olderFolder(parsed.config) ?? "."),
  };
}

/** The directory of the stack files was `config` before that declared keys. */
function olderFolder(config: unknown): string | undefined {
  return typeof config === "string" ? config : undefined;
}

/** strata runs the program itself, which it can in one language. */
function assertNodejs({ runtime }: ProjectFile): void {
  const name = typeof runtime === "object" ? runtime?.name : runtime;
  if (name !== undefined && name !== "nodejs") {
    throw new UsageError(`Pulumi.yaml  runtime is ${JSON.stringify(name)}; strata plans nodejs programs`);
  }
}

/**
 * Names of the project's stacks, sorted.
 *
 * @throws UsageError if their directory is none
 */
export function stackNames({ root, stackFolder }: Project): string[] {
  if (!statSync(stackFolder, { throwIfNoEntry: false })?.isDirectory()) {
    const found = JSON.stringify(relative(root, stackFolder));
    throw new UsageError(`${PROJECT_FILE}  stackConfigDir is ${found}; there is no such directory`);
  }
  return readdirSync(stackFolder)
    .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
    .sort();
}

/**
 * The stack of a command.
 *
 * @param defaultStack the project's configured default
 * @throws UsageError when it does not exist, with the nearest name, or when none is named and none is the default
 */
export function chooseStack(project: Project, named: string | undefined, defaultStack?: string): string {
  const stacks = stackNames(project);
  const stack = named ?? defaultStack ?? (stacks.length === 1 ? stacks[0] : undefined);
  if (stack === undefined) {
    throw new UsageError(`specify a stack: ${stacks.join(", ")}`);
  }
  if (stacks.includes(stack)) {
    return stack;
  }
  throw new UsageError(`no stack is named "${stack}"; ${nearestName(stack, stacks)}`);
}

/** The name that was meant, or all that there are, as the end of an error's sentence. */
export function nearestName(wrong: string, names: readonly string[]): string {
  const [near] = [...names].sort((a, b) => distance(wrong, a) - distance(wrong, b));
  return near && distance(wrong, near) <= 4 ? `did you mean ${near}?` : `there are ${names.join(", ")}`;
}
