import { pathToFileURL } from "node:url";
import type { Inputs } from "@pulumi/pulumi";
import type { Graph } from "../model.ts";
import { type RecordOptions, record } from "./record.ts";

/** Programs that ran on import, which happens once per process. */
const imported = new Set<string>();

/**
 * Records a Pulumi program from its entry module, run as the engine's language host runs it: a function exported as
 * default is called, any other export is a stack output.
 *
 * @public
 * @param main absolute path of the entry module
 * @throws RecordingError as {@link record}, and for a second run of a program that has no default function
 */
export function recordProgram(main: string, options: RecordOptions): Promise<Graph> {
  return record(async () => {
    if (imported.has(main)) {
      throw new Error(`${main} runs on import, once per process; export a default function to plan it again`);
    }
    const { default: program, ...outputs } = (await import(pathToFileURL(main).href)) as {
      default?: unknown;
      [output: string]: unknown;
    };
    if (typeof program !== "function") {
      imported.add(main);
    }
    const result: unknown = typeof program === "function" ? await program() : (program ?? outputs);
    return (typeof result === "object" && result !== null ? result : {}) as Inputs;
  }, options);
}
