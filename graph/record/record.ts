import type { Inputs } from "@pulumi/pulumi";
import type { Graph, Node } from "../model.ts";
import { findResourceCycle } from "./cycle.ts";
import { watchForDeadlock } from "./deadlock.ts";
import { describe, RecordingError } from "./failure.ts";
import type { GivenOptions } from "./given.ts";
import { activeRecorder, Recorder } from "./recorder.ts";
import { installHooks } from "./sdk/hooks.ts";
import { runtime, state } from "./sdk/sdk.ts";
import { prepareStore, type RunOptions, type Severity } from "./sdk/store.ts";
import type { SecretListener } from "./secrets/known-secrets.ts";
import { hidePlaceholders } from "./secrets/placeholders.ts";

export { RecordingError, type RecordingFailure } from "./failure.ts";
export type { GivenAnswer, GivenOptions } from "./given.ts";
export type { RunOptions, Severity } from "./sdk/store.ts";

/** What to record, and under which names. */
export interface RecordOptions extends RunOptions, GivenOptions {
  /** Receives what the program logs (`pulumi.log`), except errors, which fail the run. Default: a line to stderr. */
  readonly log?: (severity: Exclude<Severity, "error">, message: string) => void;
  /** Receives each secret value that the program handles, so that messages about it do not repeat them. Default none. */
  readonly onSecret?: SecretListener;
}

/** What a Pulumi program's main module does: it constructs resources and returns the stack's outputs. */
export type Program = () => Inputs | undefined | Promise<Inputs | undefined>;

/**
 * Runs a Pulumi program without CLI, credentials or network and returns the resources it declares.
 *
 * @public
 * @throws RecordingError when the program throws or logs an error, an input cannot be computed, a resource has no
 *   provider, two resources have the same name, or resources form a dependency cycle
 */
export async function record(program: Program, options: RecordOptions): Promise<Graph> {
  installHooks();
  const recorder = new Recorder(options);
  await activeRecorder.run(recorder, () => state.withLocalStorage(() => run(recorder, program, options)));
  const nodes = recordedNodes(recorder, options);
  const failures = recorder.failures
    .all()
    .map((failure) =>
      recorder.secrets.mayContain(failure.cause) ? { ...failure, cause: undefined } : failure,
    );
  const cycle = failures.length > 0 ? undefined : findResourceCycle(nodes, recorder.registry.waits);
  if (cycle || failures.length > 0) {
    throw new RecordingError(cycle ? [cycle] : failures);
  }
  const { project, stack } = options;
  return { stacks: [{ project, stack, outputs: nodes[0]?.published ?? {} }], nodes };
}

function recordedNodes({ registry, encryptedValue }: Recorder, { secretConfigKeys }: RecordOptions): Node[] {
  const nodes = registry.nodes();
  return encryptedValue !== undefined && secretConfigKeys?.length
    ? nodes.map((node) => hidePlaceholders(node, encryptedValue))
    : nodes;
}

async function run(recorder: Recorder, program: Program, options: RecordOptions): Promise<void> {
  prepareStore(state.getStore(), options, {
    stackTransform: (transform) => recorder.transforms.stack.push(transform),
    log: logInto(recorder, options),
  });
  const deadlock = Promise.withResolvers<void>();
  const endWatch = await watchForDeadlock({
    progress: () => recorder.tasks.events,
    deadlocked: () => {
      reportDeadlock(recorder);
      deadlock.resolve();
    },
  });
  await Promise.race([execute(recorder, program), deadlock.promise]);
  endWatch();
  recorder.end();
}

async function execute(recorder: Recorder, program: Program): Promise<void> {
  const { tasks } = recorder;
  const finished = tasks.run(undefined, "stack outputs", (task) =>
    runtime.runInPulumiStack(async () => {
      runtime.registerStackTransformation(recorder.takeAliases);
      task.step = "the program";
      try {
        return (await program()) ?? {};
      } catch (cause) {
        stop(recorder, cause);
        return {};
      } finally {
        task.step = "stack outputs";
      }
    }),
  );
  // The task records a failure.
  await finished.catch(() => {});
  await tasks.settle();
}

/** Records the error that ended the program, ahead of its consequences. */
function stop(recorder: Recorder, cause: unknown): void {
  const component = recorder.componentBehind(cause);
  const message = recorder.secrets.messageOf(cause);
  const refused = recorder.sources.constructorBehind(cause);
  recorder.failures.stop({
    message: refused ? `${refused}: ${message}` : message,
    resource: component && describe(component),
    source: recorder.sources.ofError(cause),
    cause,
  });
}

/** After another failure a deadlock is only its consequence. */
function reportDeadlock(recorder: Recorder): void {
  if (recorder.failures.all().length > 0) {
    return;
  }
  for (const { step, owner } of recorder.tasks.waiting()) {
    recorder.failures.add({
      message: `${step} waits for a promise or an output that never settles`,
      resource: owner && describe(owner),
      source: owner?.source,
      cause: undefined,
    });
  }
}

function logInto(recorder: Recorder, options: RecordOptions) {
  const log = options.log ?? ((severity, message) => process.stderr.write(`${severity}: ${message}\n`));
  return (severity: Severity, text: string, urn: string | undefined) => {
    const message = recorder.secrets.withhold(text);
    if (severity !== "error") {
      log(severity, message);
      return;
    }
    const node = recorder.registry.pending().find((pending) => pending.urn === urn);
    recorder.failures.add({
      message,
      resource: node && describe(node),
      source: node?.source,
      cause: undefined,
    });
  };
}
