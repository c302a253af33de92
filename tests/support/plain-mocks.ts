import { setImmediate } from "node:timers/promises";
import { runtime } from "@pulumi/pulumi";
import type { Program, RecordOptions } from "#graph/record/record";
import { runtime as rpcs, state } from "#graph/record/sdk/sdk";

/** How a program runs under Pulumi's mocks. */
export interface PlainMocksOptions extends RecordOptions {
  readonly preview: boolean;
  /** Whether the state repeats the inputs, as the mocks of Pulumi's documentation have it. Default true. */
  readonly repeatInputs?: boolean;
  /** State by type token, besides the inputs. Default none. */
  readonly states?: Readonly<Record<string, object>>;
}

/** What came of a program under mocks. */
export interface PlainRun {
  /** Type and name of each resource that was registered, sorted. */
  readonly registered: readonly string[];
  /** Errors that nobody handled: a test runner may drop them. */
  readonly rejected: readonly string[];
}

/** Runs a program under the mocks that everybody writes. */
export function runPlainMocks(program: Program, options: PlainMocksOptions): Promise<PlainRun> {
  const {
    project,
    stack,
    preview,
    config = {},
    secretConfigKeys,
    states = {},
    repeatInputs = true,
  } = options;
  return state.withLocalStorage(async () => {
    const registered: string[] = [];
    const rejected = new Set<string>();
    const note = (cause: unknown) => rejected.add(cause instanceof Error ? cause.message : String(cause));
    process.on("unhandledRejection", note);
    await runtime.setMocks(
      {
        newResource: ({ type, name, id, inputs }) => {
          registered.push(`${type} ${name}`);
          return { id: id || `${name}-id`, state: { ...(repeatInputs && inputs), ...states[type] } };
        },
        call: ({ inputs }) => inputs,
      },
      project,
      stack,
      preview,
    );
    runtime.setAllConfig({ ...config }, [...(secretConfigKeys ?? [])]);
    await program();
    await rpcs.waitForRPCs();
    // Rejections are told in the turn after.
    await setImmediate();
    process.off("unhandledRejection", note);
    return { registered: registered.sort(), rejected: [...rejected] };
  });
}
