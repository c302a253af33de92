import type { Graph, Values } from "#graph/model";
import { recordProgram } from "#graph/record/program";
import { type GivenOptions, RecordingError } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { UsageError } from "../errors.ts";
import { withheld } from "../withhold.ts";
import { explainFailure } from "./failure.ts";
import type { Project } from "./project.ts";
import { areSiblings, type StackFiles } from "./slices.ts";
import { assertDeclared } from "./stack-config.ts";
import { SECRET_PLACEHOLDER } from "./stack-file.ts";

interface RecorderOptions {
  /** Time that a stack's program may take. */
  readonly timeoutSeconds: number;
  /** Answers from outside the project. Default none. */
  readonly given?: GivenOptions;
}

/**
 * Records stacks of a project, each once. A slice's reads of another are resolved with that slice's outputs, which is
 * recorded for it.
 */
export class StackRecorder {
  readonly #project: Project;
  readonly #files: StackFiles;
  readonly #timeoutSeconds: number;
  readonly #given: GivenOptions;
  readonly #graphs = new Map<string, Promise<Graph>>();
  /** Stack to those that it reads. */
  readonly #reads = new Map<string, Set<string>>();

  constructor(project: Project, files: StackFiles, { timeoutSeconds, given = {} }: RecorderOptions) {
    this.#project = project;
    this.#files = files;
    this.#timeoutSeconds = timeoutSeconds;
    this.#given = given;
  }

  /** @throws UsageError for anything wrong in the program's arguments, or in a slice that it reads */
  graphOf(stack: string): Promise<Graph> {
    const graph = this.#graphs.get(stack) ?? this.#record(stack);
    this.#graphs.set(stack, graph);
    return graph;
  }

  /** All that were recorded, those first that were begun first. */
  all(): Promise<readonly Graph[]> {
    return Promise.all(this.#graphs.values());
  }

  async #record(stack: string): Promise<Graph> {
    const { name, root, main, directory, typescript } = this.#project;
    const file = this.#files.get(stack);
    if (!file) {
      throw new UsageError(`no stack is named "${stack}"`);
    }
    assertDeclared(this.#project, file);
    const before = process.cwd();
    process.chdir(directory);
    try {
      return await recordProgram(main, {
        ...this.#given,
        project: name,
        stack,
        root,
        typescript,
        config: file.values,
        secretConfigKeys: file.secretKeys,
        encryptedValue: SECRET_PLACEHOLDER,
        onSecret: (text, name) => withheld().add(text, name),
        log: (severity, message) => process.stderr.write(`${severity}: ${withheld().inText(message)}\n`),
        timeoutSeconds: this.#timeoutSeconds,
        defaultProviders: "configured",
        onStackReference: (other) => this.#outputsFor(stack, other),
      });
    } catch (error) {
      throw error instanceof RecordingError ? explainFailure(error, file) : error;
    } finally {
      process.chdir(before);
    }
  }

  /** Outputs of a slice for another that reads it; unknown for any other stack, and for one that waits for them. */
  async #outputsFor(reader: string, fullName: string): Promise<Values | undefined> {
    const [, project, stack = ""] = fullName.split("/");
    const [own, other] = [this.#files.get(reader), this.#files.get(stack)];
    if (project !== this.#project.name || !own || !other || !areSiblings(own, other)) {
      return undefined;
    }
    const waits = this.#waitsFor(stack, reader);
    this.#reads.set(reader, (this.#reads.get(reader) ?? new Set()).add(stack));
    return waits ? undefined : outputsOf(await this.graphOf(stack));
  }

  #waitsFor(stack: string, other: string): boolean {
    const next = this.#reads.get(stack) ?? new Set();
    return next.has(other) || [...next].some((each) => this.#waitsFor(each, other));
  }
}
