import type { Inputs, Resource } from "@pulumi/pulumi";
import { holdsSecret, serializeLater } from "../inputs/values.ts";
import { activeRecorder } from "../recorder.ts";
import { unknownAnswer } from "./outputs.ts";
import { dependsOn, type InvokeOptions, runtime } from "./sdk.ts";

/**
 * Provider functions answer "unknown" in a recorded program; one that must answer at once cannot be planned.
 * Elsewhere they run as before.
 */
export function replaceInvokes(): void {
  for (const name of ["invokeOutput", "invokeSingleOutput"] as const) {
    const original = runtime[name];
    runtime[name] = (token, inputs, options, ...rest) => {
      if (!activeRecorder.getStore()) {
        return original(token, inputs, options, ...rest);
      }
      assertProvider(token, options);
      return unknownAnswer(argumentsOf(inputs, options?.dependsOn));
    };
  }
  for (const name of ["call", "callSingle"] as const) {
    const original = runtime[name];
    runtime[name] = (token, inputs, resource, ...rest) =>
      activeRecorder.getStore()
        ? unknownAnswer(argumentsOf(inputs, resource))
        : original(token, inputs, resource, ...rest);
  }
  for (const name of ["invoke", "invokeSingle"] as const) {
    const original = runtime[name];
    runtime[name] = (token, inputs, options, ...rest) =>
      activeRecorder.getStore()
        ? Promise.reject(
            new Error(
              `${token} asks the cloud for a plain value, which a plan cannot; call its Output form (…Output)`,
            ),
          )
        : original(token, inputs, options, ...rest);
  }
}

function assertProvider(token: string, options: InvokeOptions | undefined): void {
  if (!options?.provider && !options?.parent?.getProvider(token)) {
    throw new Error(
      `${token} has no provider and would fall to a default one, which every stack disables; ` +
        "give it { provider }, or a { parent } that has one",
    );
  }
}

async function argumentsOf(
  inputs: Inputs | undefined,
  after: unknown,
): Promise<{ secret: boolean; dependencies: Resource[] }> {
  const { wire, dependencies } = await serializeLater(inputs ?? {});
  const explicit = await dependsOn.gatherExplicitDependencies(after);
  return {
    secret: holdsSecret(wire),
    dependencies: [...explicit, ...[...dependencies.values()].flatMap((from) => [...from])],
  };
}
