import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { joinGraphs } from "#graph/join";
import type { Graph } from "#graph/model";
import type { GivenOptions } from "#graph/record/record";
import { deploymentOrder } from "#graph/stack-references";
import { StacksError } from "#graph/stacks";
import type { StrataConfig } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { allowBlocking, PLAN_TIMEOUT_SECONDS } from "../startup/watchdog.ts";
import { UsageError } from "./errors.ts";
import type { ProgramOptions } from "./program-options.ts";
import { assertExclusiveResources } from "./project/exclusive-resources.ts";
import { readGivenFile } from "./project/given-file.ts";
import { findProject, type Project } from "./project/project.ts";
import { StackRecorder } from "./project/record-stacks.ts";
import { type ChosenStacks, chooseStacks, readStackFiles, type StackFiles } from "./project/slices.ts";
import { withProjectConfig } from "./project/stack-config.ts";
import { readStackFile, type StackFile } from "./project/stack-file.ts";
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
export async function loadSystem(
  named: string | undefined,
  from: string,
  options: ProgramOptions = {},
): Promise<LoadedStack> {
  const opened = await openProject(named, from, options);
  return plan(opened, chooseStacks(opened.files, opened.named));
}

/**
 * As {@link loadSystem}, for what is done to one stack.
 *
 * @throws UsageError also for a system in an environment that has several
 */
export async function loadStack(
  named: string | undefined,
  from: string,
  options: ProgramOptions = {},
): Promise<LoadedStack> {
  const opened = await openProject(named, from, options);
  const chosen = chooseStacks(opened.files, opened.named);
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
  readonly given: GivenOptions;
  /** The stack or system that is meant; undefined for the only one. */
  readonly named: string | undefined;
}

/** Name of a stack where none is given and the project has no stack file: Pulumi's own proposal. */
const FIRST_STACK = "dev";

async function openProject(
  wanted: string | undefined,
  from: string,
  options: ProgramOptions,
): Promise<OpenedProject> {
  const project = findProject(from);
  const config = await loadConfig(project.root);
  const files = readStackFiles(project);
  const given = options.given === undefined ? {} : readGivenFile(options.given, from);
  let named = wanted ?? config.defaultStack;
  if (files.size === 0) {
    named ??= FIRST_STACK;
    files.set(named, withProjectConfig(project, readStackFile(project, named)));
  }
  if (options.config || options.configFile !== undefined) {
    // Configuration of the command line makes a stack without a file.
    named = chooseStacks(files, named, true).name;
    files.set(named, commandConfig(project, named, from, options));
  }
  return { project, config, files, given, named };
}

/** A stack's configuration with what the command line sets. */
function commandConfig(
  project: Project,
  stack: string,
  from: string,
  { config, configFile }: ProgramOptions,
): StackFile {
  const path = configFile === undefined ? undefined : resolve(from, configFile);
  if (path !== undefined && !existsSync(path)) {
    throw new UsageError(`--config-file  ${configFile} does not exist`);
  }
  return withProjectConfig(project, readStackFile(project, stack, path), config);
}

async function plan(
  { project, config, files, given }: OpenedProject,
  { name, stacks }: ChosenStacks,
): Promise<LoadedStack> {
  const { planTimeoutSeconds = PLAN_TIMEOUT_SECONDS } = config;
  allowBlocking(planTimeoutSeconds);
  const recorder = new StackRecorder(project, files, { timeoutSeconds: planTimeoutSeconds, given });
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
