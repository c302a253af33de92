import { joinGraphs } from "#graph/join";
import type { Graph } from "#graph/model";
import { deploymentOrder } from "#graph/stack-references";
import { StacksError } from "#graph/stacks";
import type { StrataConfig } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { UsageError } from "./errors.ts";
import { assertExclusiveResources } from "./project/exclusive-resources.ts";
import { findProject, type Project } from "./project/project.ts";
import { StackRecorder } from "./project/record-stacks.ts";
import { type ChosenStacks, chooseStacks, readStackFiles, type StackFiles } from "./project/slices.ts";
import { printable } from "./withhold.ts";

/** The graph of a stack, or of all slices of a system in an environment, and its source. */
export interface LoadedStack {
  readonly project: Project;
  readonly config: StrataConfig;
  /** Name of the stack, or `<system>-<environment>`. */
  readonly stack: string;
  readonly graph: Graph;
  /** The same for policies, which judge credentials: printed, a credential is withheld. */
  readonly recorded: Graph;
  /** `strata:system` and `strata:environment` of the stack file; absent in projects that have no such keys. */
  readonly system: string | undefined;
  readonly environment: string | undefined;
}

/**
 * Plans a stack offline: reads its file, runs the project's program against the recorder. For a sliced system in an
 * environment, it plans all slices and joins them, in the order of their first deployment. Outputs of other slices are
 * known as far as their plans know them.
 *
 * @param named stack name, or `<system>-<environment>`; default: the project's default stack
 * @param from folder to look for the project in
 * @throws UsageError for anything wrong in the project, the stack files or the program's arguments
 */
export async function loadSystem(named: string | undefined, from: string): Promise<LoadedStack> {
  const opened = await openProject(from);
  return plan(opened, chooseStacks(opened.files, named ?? opened.config.defaultStack));
}

/**
 * As {@link loadSystem}, for what is done to one stack.
 *
 * @throws UsageError also for a system in an environment that has several
 */
export async function loadStack(named: string | undefined, from: string): Promise<LoadedStack> {
  const opened = await openProject(from);
  const chosen = chooseStacks(opened.files, named ?? opened.config.defaultStack);
  if (!opened.files.has(chosen.name)) {
    throw new UsageError(`${chosen.name} consists of slices; name one of ${chosen.stacks.join(", ")}`);
  }
  return plan(opened, chosen);
}

/** What a plan reads of a project. */
interface OpenedProject {
  readonly project: Project;
  readonly config: StrataConfig;
  readonly files: StackFiles;
}

async function openProject(from: string): Promise<OpenedProject> {
  const project = findProject(from);
  return { project, config: await loadConfig(project.root), files: readStackFiles(project) };
}

async function plan(
  { project, config, files }: OpenedProject,
  { name, stacks }: ChosenStacks,
): Promise<LoadedStack> {
  const recorder = new StackRecorder(project, files);
  const graphs = new Map<string, Graph>();
  for (const stack of stacks) {
    assertExclusiveResources(files, stack);
    graphs.set(stack, await recorder.graphOf(stack));
  }
  // Slices that others read were recorded too, and may take part in a cycle.
  const order = deployable(joinGraphs(await recorder.all()));
  const { "strata:system": system, "strata:environment": environment } =
    files.get(stacks[0] ?? name)?.values ?? {};
  const recorded = joinGraphs(order.flatMap((stack) => graphs.get(stack) ?? []));
  return {
    project,
    config,
    stack: name,
    graph: printable(recorded),
    recorded,
    system,
    environment,
  };
}

/** Names of a graph's stacks in the order in which they are deployed. */
function deployable(graph: Graph): readonly string[] {
  try {
    return deploymentOrder(graph).map(({ stack }) => stack);
  } catch (error) {
    throw error instanceof StacksError ? new UsageError(error.message) : error;
  }
}
