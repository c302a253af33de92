import type { CustomResourceOptions } from "@pulumi/pulumi";
import { activeRecorder } from "../recorder.ts";
import { watchSecretInputs } from "../secrets/plain-inputs.ts";
import { watchSecrets } from "../secrets/watch.ts";
import { replaceConfig } from "./config.ts";
import { replaceInvokes } from "./invokes.ts";
import { watchOutputs } from "./outputs.ts";
import { replaceDownloads } from "./remote-yaml.ts";
import { assertHooks, registration, resources, runtime, state, utils } from "./sdk.ts";
import { replaceStackReferences } from "./stack-references.ts";

let installed = false;

/**
 * Installs the recorder where the SDK talks to the engine. Outside a recording, and for other programs in the same
 * process, the SDK's functions run as before.
 */
export function installHooks(): void {
  if (installed) {
    return;
  }
  assertHooks();
  installed = true;
  replaceRegistrations();
  replaceInvokes();
  replaceStackReferences();
  replaceDownloads();
  replaceConfig();
  const currentSecrets = () => activeRecorder.getStore()?.secrets;
  watchOutputs(() => activeRecorder.getStore()?.watch, currentSecrets);
  watchSecretInputs(() => activeRecorder.getStore() !== undefined);
  watchSecrets(currentSecrets);
  keepAliasesLast();

  // The recorder reads only the call site it needs.
  const { stackTrace } = resources.Resource;
  resources.Resource.stackTrace = function (this: unknown, skip: number) {
    return activeRecorder.getStore() ? [] : stackTrace.call(this, skip + 1);
  };

  // An Output concatenated into a string by mistake would be planned, and deployed, as the SDK's warning text.
  const { errorOutputString } = utils;
  Object.defineProperty(utils, "errorOutputString", {
    get: () => activeRecorder.getStore() !== undefined || errorOutputString,
  });
}

function replaceRegistrations(): void {
  const original = { ...registration };

  registration.registerResource = (...args) => {
    const recorder = activeRecorder.getStore();
    if (!recorder) {
      return original.registerResource(...args);
    }
    const [resource, parent, type, name, custom, remote, , inputs, options] = args;
    recorder.register(resource, parent, { type, name, custom, remote, inputs, options });
  };

  registration.readResource = (...args) => {
    const recorder = activeRecorder.getStore();
    if (!recorder) {
      return original.readResource(...args);
    }
    const [resource, parent, type, name, inputs, options] = args;
    const { id } = options as CustomResourceOptions;
    recorder.register(resource, parent, {
      type,
      name,
      custom: true,
      remote: false,
      inputs,
      options,
      read: { id },
    });
  };

  registration.getResource = (...args) => {
    const recorder = activeRecorder.getStore();
    if (!recorder) {
      return original.getResource(...args);
    }
    const [resource, , inputs, custom, urn] = args;
    recorder.refer(resource, urn, custom, inputs);
  };

  registration.registerResourceOutputs = (resource, outputs) => {
    const recorder = activeRecorder.getStore();
    if (!recorder) {
      return original.registerResourceOutputs(resource, outputs);
    }
    recorder.registerOutputs(resource, outputs);
  };
}

/** Lets the program's transformations read and change aliases before the recorder takes them. */
function keepAliasesLast(): void {
  const { registerStackTransformation } = runtime;
  runtime.registerStackTransformation = (transformation) => {
    registerStackTransformation(transformation);
    const recorder = activeRecorder.getStore();
    const stack = recorder && state.getStackResource();
    if (recorder && stack) {
      const others = stack.__transformations?.filter((other) => other !== recorder.takeAliases) ?? [];
      stack.__transformations = [...others, recorder.takeAliases];
    }
  };
}
