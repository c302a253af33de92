import type { CustomResourceOptions, Inputs, Output, Resource, ResourceOptions } from "@pulumi/pulumi";
import { unknownOutput } from "./outputs.ts";
import { activeRecorder } from "./recorder.ts";
import { assertSeam, registration, resources, runtime } from "./sdk.ts";

let installed = false;

/**
 * Puts the recorder where the SDK talks to the engine. Outside a recording, and for other programs in the
 * same process, the SDK's own functions run as before.
 */
export function installSeam(): void {
  if (installed) {
    return;
  }
  assertSeam();
  installed = true;
  const original = { ...registration };
  const { stackTrace } = resources.Resource;

  // The recorder reads the one call site it needs.
  resources.Resource.stackTrace = function (this: unknown, skip: number) {
    return activeRecorder.getStore() ? [] : stackTrace.call(this, skip + 1);
  };

  registration.registerResource = (...args) => {
    const recorder = activeRecorder.getStore();
    if (!recorder) {
      return original.registerResource(...args);
    }
    const [resource, parent, type, name, custom, remote, , inputs, options] = args;
    recorder.register(resource, parent, { type, name, custom: custom || remote, inputs, options });
  };

  registration.readResource = (...args) => {
    const recorder = activeRecorder.getStore();
    if (!recorder) {
      return original.readResource(...args);
    }
    const [resource, parent, type, name, inputs, options] = args;
    const { id } = options as CustomResourceOptions;
    recorder.register(resource, parent, { type, name, custom: true, inputs, options, read: { id } });
  };

  registration.getResource = (
    resource: Resource,
    parent: Resource | undefined,
    inputs: Inputs,
    custom: boolean,
    urn: string,
  ) => {
    const recorder = activeRecorder.getStore();
    if (!recorder) {
      return original.getResource(resource, parent, inputs, custom, urn);
    }
    const [, , type = "", name = ""] = urn.split("::");
    const options: ResourceOptions = {};
    recorder.register(resource, parent, {
      type: type.split("$").at(-1) ?? type,
      name,
      custom,
      inputs,
      options,
      read: { id: urn },
    });
  };

  registration.registerResourceOutputs = (
    resource: Resource,
    outputs: Inputs | Promise<Inputs> | Output<Inputs>,
  ) => {
    const recorder = activeRecorder.getStore();
    if (!recorder) {
      return original.registerResourceOutputs(resource, outputs);
    }
    recorder.registerOutputs(resource, outputs);
  };

  replaceInvokes();
}

/** Provider functions answer "unknown" offline; a function that must answer at once cannot be planned. */
function replaceInvokes(): void {
  for (const name of ["invokeOutput", "invokeSingleOutput"] as const) {
    const original = runtime[name];
    runtime[name] = (token, ...rest) =>
      activeRecorder.getStore() ? unknownOutput([]) : original(token, ...rest);
  }
  for (const name of ["invoke", "invokeSingle"] as const) {
    const original = runtime[name];
    runtime[name] = (token, ...rest) =>
      activeRecorder.getStore()
        ? Promise.reject(
            new Error(
              `${token} asks the cloud for a plain value, which a plan cannot; call its Output form (…Output)`,
            ),
          )
        : original(token, ...rest);
  }
}
