import type { Inputs } from "@pulumi/pulumi";
import type { Graph } from "../model.ts";
import { explainLoadFailure, isLoadFailure } from "./load/failure.ts";
import { type Loader, loadersOf } from "./load/loaders.ts";
import { useOneSdk } from "./load/one-sdk.ts";
import type { Exports } from "./load/transpiler.ts";
import { RecordingError, type RecordOptions, record } from "./record.ts";

/** Programs that ran on import, which happens once per process. */
const imported = new Set<string>();

/** How to record a program from its entry module. */
export interface RecordProgramOptions extends RecordOptions {
  /**
   * Whether TypeScript that Node cannot run by stripping types is compiled, as Pulumi does unless Pulumi.yaml sets
   * `typescript: false`. Default true.
   */
  readonly typescript?: boolean;
}

/**
 * Records a Pulumi program from its entry module, run as the engine's language host runs it: a function exported as
 * default (`module.exports`, `export =`) is called, any other export is a stack output.
 *
 * @public
 * @param main absolute path of the entry module
 * @throws RecordingError as {@link record}, for a module that cannot be loaded, and for a second run of a program that has
 *   no default function
 */
export async function recordProgram(
  main: string,
  { typescript = true, ...options }: RecordProgramOptions,
): Promise<Graph> {
  useOneSdk(main);
  const possible = loadersOf(main, typescript);
  const again = possible.filter(({ repeatable }) => repeatable);
  const loaders = imported.has(main) && again.length > 0 ? again : possible;
  for (const loader of loaders.slice(0, -1)) {
    try {
      return await record(() => run(main, loader), options);
    } catch (error) {
      // Modules are linked before any of them runs, so that nothing was constructed.
      if (!(error instanceof RecordingError && isLoadFailure(error.failures[0]?.cause))) {
        throw error;
      }
    }
  }
  const last = loaders.at(-1);
  try {
    return await record(async () => {
      try {
        return await run(main, last);
      } catch (error) {
        throw isLoadFailure(error) ? await explainLoadFailure(error, main) : error;
      }
    }, options);
  } finally {
    await last?.release?.();
  }
}

async function run(main: string, loader: Loader | undefined): Promise<Inputs> {
  if (imported.has(main) && !loader?.repeatable) {
    throw new Error(`${main} runs on import, once per process; export a default function to plan it again`);
  }
  const { program, outputs } = entryOf(await loader?.load(main));
  if (typeof program === "function") {
    const result: unknown = await program();
    return typeof result === "object" && result !== null ? (result as Inputs) : {};
  }
  if (!loader?.repeatable) {
    imported.add(main);
  }
  return typeof program === "object" && program !== null ? (program as Inputs) : outputs;
}

interface Entry {
  /** The default export, or what a CommonJS module exports as a whole. */
  readonly program: unknown;
  readonly outputs: Inputs;
}

function entryOf({ default: program, "module.exports": whole, ...outputs }: Exports = {}): Entry {
  // ES module syntax compiled to CommonJS.
  const compiled = typeof program === "object" && program !== null && "__esModule" in program;
  if (!compiled) {
    // Node lists members of a CommonJS module beside its whole.
    if (program !== undefined && whole === undefined && Object.keys(outputs).length > 0) {
      throw new Error("the program has a default export and named ones; Pulumi takes either, not both");
    }
    return { program, outputs };
  }
  const { default: inner, __esModule, ...members } = program as Inputs;
  return { program: inner, outputs: members };
}
