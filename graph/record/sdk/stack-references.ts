import type { Input, Output, StackReference } from "@pulumi/pulumi";
import { activeRecorder } from "../recorder.ts";
import { PlainError } from "../secrets/known-secrets.ts";
import { type MutableOutput, outputs, stackReference } from "./sdk.ts";

/**
 * Lets a recorded program read the known outputs of another stack. The engine knows all of them or none, so the SDK
 * treats all as unknown if one is.
 */
export function replaceStackReferences(): void {
  const { prototype } = stackReference.StackReference;
  const { getOutput, requireOutput } = prototype;
  prototype.getOutput = function (this: StackReference, name) {
    return activeRecorder.getStore() ? outputNamed(this, name, false) : getOutput.call(this, name);
  };
  prototype.requireOutput = function (this: StackReference, name) {
    return activeRecorder.getStore() ? outputNamed(this, name, true) : requireOutput.call(this, name);
  };
}

type References = Record<"name" | "outputs" | "secretOutputNames", MutableOutput>;

function outputNamed(reference: StackReference, name: Input<string>, required: boolean): Output<unknown> {
  const { name: stack, outputs: all, secretOutputNames } = reference as unknown as References;
  const both = outputs.output([name, stack]);
  const value = both.apply((known) => {
    const [key, of] = known as [string, string];
    return all.apply((members) => memberOf(members, key, of, required), true);
  });
  const secret = async () => {
    const [key] = ((await both.promise()) ?? []) as string[];
    const names = (await secretOutputNames.promise()) as readonly string[] | undefined;
    return names && key !== undefined ? names.includes(key) : all.isSecret;
  };
  const named = new outputs.Output(
    value.resources(),
    value.promise(true),
    value.isKnown,
    secret(),
    value.allResources(),
  );
  return named as unknown as Output<unknown>;
}

function memberOf(members: unknown, key: string, stack: string, required: boolean): unknown {
  if (outputs.isUnknown(members) || typeof members !== "object" || members === null) {
    return outputs.unknown;
  }
  const found = Object.entries(members).find(([name]) => name === key);
  if (!found && required) {
    // The SDK's message, as in a deployment.
    throw new PlainError(`Required output '${key}' does not exist on stack '${stack}'.`);
  }
  return found?.[1];
}
