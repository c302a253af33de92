import { createRequire } from "node:module";

type DebuggablePromise = (promise: Promise<unknown>, context: unknown) => Promise<unknown>;

/**
 * Leaves out what the SDK does to be debugged itself, two fifths of a program's time: it keeps the stack of calls of
 * each of its promises, and Pulumi's runner leads every such stack through source maps. Node strips types and keeps
 * positions, so there is nothing to map; and the message about a promise that never settles still names what it was
 * for. The program's own errors keep their stacks.
 */
export function leaveOutDebugging(): void {
  Reflect.deleteProperty(Error, "prepareStackTrace");
  const sdk = createRequire(import.meta.url)("@pulumi/pulumi/runtime/debuggable.js") as {
    debuggablePromise: DebuggablePromise;
  };
  const { debuggablePromise } = sdk;
  sdk.debuggablePromise = (promise, context) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(promise, context);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
}
