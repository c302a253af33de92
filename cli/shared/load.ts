import type { Graph } from "#graph/model";
import { recordProgram } from "#graph/record/program";
import { RecordingError } from "#graph/record/record";
import { formatPath } from "#infra/config/mistakes";
import { UsageError } from "./errors.ts";
import { assertExclusiveResources } from "./project/exclusive-resources.ts";
import { chooseStack, findProject, type Project } from "./project/project.ts";
import { readStackFile, type StackFile } from "./project/stack-file.ts";

/** A stack's graph, and where it came from. */
export interface LoadedStack {
  readonly project: Project;
  readonly stack: string;
  readonly graph: Graph;
  /** `strata:system` and `strata:environment` of the stack file; absent in projects that have no such keys. */
  readonly system: string | undefined;
  readonly environment: string | undefined;
}

/**
 * Plans a stack offline: reads its file, runs the project's program against the recorder.
 *
 * @param named stack name; default: the project's default stack
 * @param from folder to look for the project in
 * @throws UsageError for anything wrong in the project, the stack file or the program's arguments
 */
export async function loadStack(named: string | undefined, from: string): Promise<LoadedStack> {
  const project = findProject(from);
  const stack = chooseStack(project, named);
  const file = readStackFile(project, stack);
  assertExclusiveResources(project, stack, file);
  try {
    const graph = await recordProgram(project.main, {
      project: project.name,
      stack,
      root: project.root,
      config: file.values,
      secretConfigKeys: file.secretKeys,
    });
    const { "strata:system": system, "strata:environment": environment } = file.values;
    return { project, stack, graph, system, environment };
  } catch (error) {
    throw error instanceof RecordingError ? explain(error, file) : error;
  }
}

interface Mistake {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}

/** Says what went wrong in terms of the stack file where the program found it there. */
function explain(error: RecordingError, file: StackFile): UsageError {
  const [first] = error.failures;
  const mistakes = mistakesOf(first?.cause);
  if (mistakes) {
    const lines = mistakes
      .map(({ path, problem }) => ({ line: file.lineOf(path), text: `${formatPath(path)}  ${problem}` }))
      .sort((a, b) => a.line - b.line)
      .map(({ line, text }) => `${file.file}:${line}  ${text}`);
    const count = lines.length === 1 ? "1 mistake" : `${lines.length} mistakes`;
    return new UsageError(`${lines.join("\n")}\n${count}, nothing was planned.`);
  }
  const lines = error.failures.map(({ resource, message, source }) => {
    const named = resource && !message.includes(`"${resource.split(" ")[0]}"`) ? `${resource}: ` : "";
    const at = source ? `\n  at ${source.file}:${source.line}` : "";
    return `${named}${message}${at}`;
  });
  return new UsageError([...new Set(lines)].join("\n"));
}

/** The mistakes that a program's own validation of its configuration lists, whatever class its error has. */
function mistakesOf(cause: unknown): readonly Mistake[] | undefined {
  const mistakes = cause instanceof Error && "mistakes" in cause ? cause.mistakes : undefined;
  return Array.isArray(mistakes) && mistakes.length > 0 ? (mistakes as readonly Mistake[]) : undefined;
}
