import type { Inputs } from "@pulumi/pulumi";
import { describe, messageOf, RefusedResource } from "../failure.ts";
import { holdsSecret, serializeLater, toValues } from "../inputs/values.ts";
import { KUBERNETES_FUNCTIONS } from "../kubernetes-functions.ts";
import { activeRecorder, type Recorder } from "../recorder.ts";
import { type Answer, answerOutput, fromValue } from "./outputs.ts";
import { dependsOn, type InvokeOptions, outputs, runtime } from "./sdk.ts";

/**
 * Provider functions return the results supplied to the recorded program, and otherwise "unknown"; a synchronous one
 * without a result cannot be planned. Elsewhere they run as before.
 */
export function replaceInvokes(): void {
  for (const name of ["invokeOutput", "invokeSingleOutput"] as const) {
    const original = runtime[name];
    runtime[name] = (token, inputs, options, ...rest) => {
      const recorder = activeRecorder.getStore();
      if (!recorder) {
        return original(token, inputs, options, ...rest);
      }
      assertProvider(recorder, token, options);
      return answerOutput(ask(recorder, token, inputs, options?.dependsOn));
    };
  }
  for (const name of ["call", "callSingle"] as const) {
    const original = runtime[name];
    runtime[name] = (token, inputs, resource, ...rest) => {
      const recorder = activeRecorder.getStore();
      return recorder
        ? answerOutput(ask(recorder, token, inputs, resource))
        : original(token, inputs, resource, ...rest);
    };
  }
  for (const name of ["invoke", "invokeSingle"] as const) {
    const original = runtime[name];
    runtime[name] = (token, inputs, options, ...rest) => {
      const recorder = activeRecorder.getStore();
      return recorder
        ? askAtOnce(recorder, token, inputs, options)
        : original(token, inputs, options, ...rest);
    };
  }
}

function assertProvider({ registry }: Recorder, token: string, options: InvokeOptions | undefined): void {
  const [packageName = ""] = token.split(":");
  const allowed = packageName === "pulumi" || registry.allowsDefaultProvider(packageName);
  if (!allowed && !options?.provider && !options?.parent?.getProvider(token)) {
    throw new Error(
      `${token} has no provider, and default ones are disabled (pulumi:disable-default-providers); ` +
        "give it { provider }, or a { parent } that has one",
    );
  }
}

async function ask(
  { given }: Recorder,
  token: string,
  inputs: Inputs | undefined,
  after: unknown,
): Promise<Answer> {
  const { wire, dependencies } = await serializeLater(inputs ?? {});
  const explicit = await dependsOn.gatherExplicitDependencies(after);
  const answer = fromValue(given.answers(token) ? await given.invoke(token, toValues(wire)) : undefined);
  return {
    value: answer.value,
    secret: answer.secret || holdsSecret(wire),
    dependencies: [...explicit, ...[...dependencies.values()].flatMap((from) => [...from])],
  };
}

/**
 * The result of a function that is called for a plain value. Where an SDK's own class calls it, that class can do with an
 * unknown result.
 *
 * @throws Error when the result is not fully known
 */
async function askAtOnce(
  recorder: Recorder,
  token: string,
  inputs: Inputs | undefined,
  options: InvokeOptions | undefined,
): Promise<unknown> {
  const offline = KUBERNETES_FUNCTIONS.get(token);
  if (offline && !recorder.given.answers(token)) {
    const { wire } = await serializeLater(inputs ?? {});
    try {
      return (await offline(toValues(wire))) ?? outputs.unknown;
    } catch (cause) {
      const caller = options?.parent && recorder.registry.pendingOf(options.parent);
      throw caller ? new RefusedResource(`${describe(caller)}: ${messageOf(cause)}`, caller.source) : cause;
    }
  }
  if (!recorder.given.answers(token)) {
    throw new Error(
      `${token} asks the cloud for a plain value, which a plan cannot; give its result (--given), or call its Output form (…Output)`,
    );
  }
  assertProvider(recorder, token, options);
  const { value } = await ask(recorder, token, inputs, undefined);
  if (outputs.containsUnknowns(value)) {
    throw new Error(`${token} is asked for a plain value, and its given answer holds an unknown or a secret`);
  }
  return value;
}
