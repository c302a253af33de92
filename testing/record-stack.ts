import { fileURLToPath } from "node:url";
import { type Inputs, Resource } from "@pulumi/pulumi";
import { recordProgram } from "#graph/record/program";
import { type RecordOptions, record } from "#graph/record/record";
import { type ConfigValues, engineConfig } from "./config.ts";
import { RecordedStack } from "./stack.ts";

/** What a program is recorded under. Everything has a default. */
export interface RecordStackOptions extends Partial<Omit<RecordOptions, "config" | "secretConfigKeys">> {
  /** Name of the Pulumi project, part of every URN and the namespace of `new pulumi.Config()`. Default "project". */
  readonly project?: string;
  /** Name of the stack, part of every URN. Default "stack". */
  readonly stack?: string;
  /**
   * Configuration as plain values, objects and lists too: `{ replicas: 3, "gcp:project": "shop-dev" }`. A key without
   * a namespace belongs to the project. Default none.
   */
  readonly config?: ConfigValues;
  /** The same for values that are secrets, as `pulumi config set --secret` makes them. Default none. */
  readonly secretConfig?: ConfigValues;
}

/**
 * Something to record: a program's function, which may return stack outputs; a function that constructs one component;
 * or the URL of a program's entry module, whose default export is called.
 */
export type Recordable = (() => unknown) | URL;

/**
 * Runs a Pulumi program without CLI, engine, credentials or network, as a preview of an empty stack would, and returns
 * what it declares. Whatever only the cloud knows is unknown: an `apply` on it does not run.
 *
 * @throws RecordingError when the program throws or logs an error, an input cannot be computed, a resource has no
 *   provider where default ones are disabled, two have one name, or resources wait for each other
 */
export async function recordStack(
  program: Recordable,
  options: RecordStackOptions = {},
): Promise<RecordedStack> {
  const { project = "project", stack = "stack", config = {}, secretConfig = {}, ...rest } = options;
  const engine = engineConfig(project, config, secretConfig);
  const names = { defaultProviders: "configured" as const, ...rest, project, stack, ...engine };
  const graph =
    program instanceof URL
      ? await recordProgram(fileURLToPath(program), names)
      : await record(async () => {
          const result = await program();
          return isOutputs(result) ? result : undefined;
        }, names);
  return new RecordedStack(graph);
}

function isOutputs(result: unknown): result is Inputs {
  return typeof result === "object" && result !== null && !Resource.isInstance(result);
}
