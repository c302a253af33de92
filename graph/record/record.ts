import type { Inputs } from "@pulumi/pulumi";
import type { Graph, Node } from "../model.ts";
import { findResourceCycle } from "./cycle.ts";
import { describe, RecordingError, type RecordingFailure } from "./failure.ts";
import type { GivenOptions } from "./given.ts";
import { awaitTimers, openResources } from "./process/aftermath.ts";
import { watchForDeadlock } from "./process/deadlock.ts";
import { guardProcess, ProcessEnded } from "./process/guard.ts";
import { activeRecorder, Recorder } from "./recorder.ts";
import { installHooks } from "./sdk/hooks.ts";
import { runtime, state } from "./sdk/sdk.ts";
import { prepareStore, type RunOptions, type Severity } from "./sdk/store.ts";
import type { SecretListener } from "./secrets/known-secrets.ts";
import { hidePlaceholders } from "./secrets/placeholders.ts";

export { placeOf, RecordingError, type RecordingFailure } from "./failure.ts";
export type { GivenAnswer, GivenOptions } from "./given.ts";
export type { RunOptions, Severity } from "./sdk/store.ts";
export type { SecretListener } from "./secrets/known-secrets.ts";

/** What to record, and under which names. */
export interface RecordOptions extends RunOptions, GivenOptions {
  /** Receives what the program logs (`pulumi.log`), except errors, which fail the run. Default: a line to stderr. */
  readonly log?: (severity: Exclude<Severity, "error">, message: string) => void;
  /** Receives each secret value that the program handles, so that messages about it do not repeat them. Default none. */
  readonly onSecret?: SecretListener;
  /** Seconds that a program may take that waits while something, such as an interval, keeps it alive. Default: any. */
  readonly timeoutSeconds?: number;
}

/** What a Pulumi program's main module does: it constructs resources and returns the stack's outputs. */
export type Program = () => Inputs | undefined | Promise<Inputs | undefined>;

/**
 * Runs a Pulumi program without CLI, credentials or network and returns the resources it declares.
 *
 * @public
 * @throws RecordingError when the program throws or logs an error, also where nothing catches it, ends the process, or
 *   never ends; when an input cannot be computed, a resource has no provider, two resources have the same name, or
 *   resources form a dependency cycle
 */
export async function record(program: Program, options: RecordOptions): Promise<Graph> {
  installHooks();
  const recorder = new Recorder(options);
  await activeRecorder.run(recorder, () => state.withLocalStorage(() => run(recorder, program, options)));
  const nodes = recordedNodes(recorder, options);
  const failures = safeFailures(recorder);
  const cycle = failures.length > 0 ? undefined : findResourceCycle(nodes, recorder.registry.waits);
  if (cycle || failures.length > 0) {
    throw new RecordingError(cycle ? [cycle] : failures);
  }
  const { project, stack } = options;
  return { stacks: [{ project, stack, outputs: nodes[0]?.published ?? {} }], nodes };
}

/** All secrets are known by now, also those of which nothing was known when a failure was found. */
function safeFailures({ failures, secrets }: Recorder): RecordingFailure[] {
  return failures.all().map((failure) => ({
    ...failure,
    message: secrets.withhold(failure.message),
    cause: secrets.mayContain(failure.cause) ? undefined : failure.cause,
  }));
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
  const halted = Promise.withResolvers<void>();
  const endWatch = await watchForDeadlock({
    progress: () => recorder.tasks.events,
    deadlocked: () => {
      reportWaiting(recorder, "never settles");
      halted.resolve();
    },
  });
  const endTimer = startTimer(options.timeoutSeconds, (limit) => {
    reportWaiting(recorder, `has not settled within ${limit}`);
    if (recorder.failures.all().length === 0) {
      recorder.failures.add(ownFailure(`the program has not ended within ${limit}`));
    }
    halted.resolve();
  });
  const misused = (cause: unknown) => {
    reportMisuse(recorder, cause);
    halted.resolve();
  };
  await guardProcess(misused, () => Promise.race([execute(recorder, program), halted.promise]));
  endTimer();
  endWatch();
  recorder.end();
}

async function execute(recorder: Recorder, program: Program): Promise<void> {
  const open = openResources();
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
  await awaitTimers(open);
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

/** After another failure a wait is only its consequence. */
function reportWaiting(recorder: Recorder, outcome: string): void {
  if (recorder.failures.all().length > 0) {
    return;
  }
  for (const { step, owner } of recorder.tasks.waiting()) {
    recorder.failures.add({
      message: `${step} waits for a promise or an output that ${outcome}`,
      resource: owner && describe(owner),
      source: owner?.source,
      cause: undefined,
    });
  }
}

/** An attempt to end the process, or an error that the program throws where nothing catches it. */
function reportMisuse(recorder: Recorder, cause: unknown): void {
  recorder.failures.add({
    ...ownFailure(
      cause instanceof ProcessEnded ? cause.message : `uncaught error: ${recorder.secrets.messageOf(cause)}`,
    ),
    source: recorder.sources.ofError(cause),
    cause,
  });
}

function ownFailure(message: string): RecordingFailure {
  return { message, resource: undefined, source: undefined, cause: undefined };
}

/** Time after the limit in which whoever watches the process for a loop may report it, which knows more. */
const YIELD_MS = 250;

/** @returns stops the timer, which alone keeps no process alive */
function startTimer(seconds: number | undefined, expired: (limit: string) => void): () => void {
  if (seconds === undefined) {
    return () => {};
  }
  const report = () => expired(`${seconds} seconds`);
  const timer = setTimeout(() => setTimeout(report, YIELD_MS).unref(), seconds * 1000).unref();
  return () => clearTimeout(timer);
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
