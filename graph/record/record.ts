import { isAbsolute, relative } from "node:path";
import type { Inputs } from "@pulumi/pulumi";
import type { Graph, Node } from "../model.ts";
import { activeRecorder, describe, messageOf, Recorder, type RecordingFailure } from "./recorder.ts";
import { runtime, type Store, state } from "./sdk.ts";
import { installSeam } from "./seam.ts";

/** What to record, and under which names. */
export interface RecordOptions {
  /** Name of the Pulumi project, part of every URN. */
  readonly project: string;
  /** Name of the stack, part of every URN. */
  readonly stack: string;
  /** Organization that `pulumi.getOrganization()` answers. Default "organization", as the engine's file backend. */
  readonly organization?: string;
  /** Stack configuration as the engine would pass it: full keys (`project:key`) and their text. Default none. */
  readonly config?: Readonly<Record<string, string>>;
  /** Source positions below this folder are given relative to it. Default: they stay absolute. */
  readonly root?: string;
}

/** A program that could not be planned: one line for each thing that went wrong. */
export class RecordingError extends Error {
  readonly failures: readonly RecordingFailure[];

  constructor(failures: readonly RecordingFailure[]) {
    const lines = failures.map(({ resource, message }) => (resource ? `${resource}: ${message}` : message));
    super([...new Set(lines)].join("\n"), { cause: failures[0]?.cause });
    this.name = "RecordingError";
    this.failures = failures;
  }
}

/**
 * Runs a Pulumi program without CLI, credentials or network and returns the resources it declares.
 *
 * @param program what a Pulumi program's main module does: it constructs resources and returns the outputs
 * @throws RecordingError when the program throws, an input cannot be computed, a resource has no explicit
 *   provider, or resources wait for each other
 */
export async function record(
  program: () => Inputs | undefined | Promise<Inputs | undefined>,
  options: RecordOptions,
): Promise<Graph> {
  installSeam();
  const recorder = new Recorder(options.project, options.stack);
  await activeRecorder.run(recorder, () =>
    state.withLocalStorage(async () => {
      prepareStore(state.getStore(), options, recorder);
      await execute(recorder, program);
    }),
  );
  if (recorder.failures.length > 0) {
    throw new RecordingError(recorder.failures);
  }
  const nodes = recorder.nodes.map((node): Node => relativeTo(options.root, node));
  return { project: options.project, stack: options.stack, nodes, outputs: nodes[0]?.published ?? {} };
}

async function execute(
  recorder: Recorder,
  program: () => Inputs | undefined | Promise<Inputs | undefined>,
): Promise<void> {
  let failed: { readonly cause: unknown } | undefined;
  const finished = runtime
    .runInPulumiStack(async () => {
      runtime.registerStackTransformation(recorder.takeAliases);
      try {
        return (await program()) ?? {};
      } catch (cause) {
        failed = { cause };
        return {};
      }
    })
    .then(() => recorder.settle());
  await Promise.race([finished, circle(recorder)]);
  if (failed) {
    const component = recorder.underConstruction();
    recorder.failures.unshift({
      message: messageOf(failed.cause),
      resource: component && describe(component),
      cause: failed.cause,
    });
  }
}

/** Settles with a failure when the event loop runs dry while something is still waited for. */
function circle(recorder: Recorder): Promise<void> {
  return new Promise((resolve) => {
    process.once("beforeExit", () => {
      const waiting = recorder.waiting();
      if (waiting.length > 0) {
        const message = `never settles: ${waiting.join(", ")} wait for each other or for a promise that nothing resolves`;
        recorder.failures.push({ message, resource: undefined, cause: undefined });
      }
      resolve();
    });
  });
}

function prepareStore(store: Store, options: RecordOptions, recorder: Recorder): void {
  store.settings.monitor = {
    // The older way to ask for features, which the SDK falls back to when this one is not implemented.
    getDeploymentInfo: (_request: unknown, reply: Reply) => reply({ code: GRPC_UNIMPLEMENTED }),
    supportsFeature: (request: { getId(): string }, reply: Reply) =>
      reply(null, { getHassupport: () => request.getId() !== "outputValues" }),
  };
  store.settings.options.monitorAddr = "recorder";
  store.settings.options.engineAddr = undefined;
  store.settings.options.project = options.project;
  store.settings.options.stack = options.stack;
  store.settings.options.organization = options.organization ?? "organization";
  store.settings.options.dryRun = true;
  store.config["PULUMI_CONFIG"] = JSON.stringify(options.config ?? {});
  store.config["PULUMI_CONFIG_SECRET_KEYS"] = "[]";
  store.callbacks = {
    registerStackTransform: (transform: Recorder["transforms"]["stack"][number]) => {
      recorder.transforms.stack.push(transform);
    },
    registerStackInvokeTransform: () => {},
    registerResourceHook: () => Promise.resolve(),
    registerErrorHook: () => Promise.resolve(),
    awaitStackRegistrations: () => Promise.resolve(),
    shutdown: () => {},
  };
}

type Reply = (error: { code: number } | null, response?: unknown) => void;
const GRPC_UNIMPLEMENTED = 12;

function relativeTo(root: string | undefined, node: Node): Node {
  if (!root || !node.source) {
    return node;
  }
  const path = relative(root, node.source.file);
  const inside = !path.startsWith("..") && !isAbsolute(path);
  return inside ? { ...node, source: { ...node.source, file: path.replaceAll("\\", "/") } } : node;
}
