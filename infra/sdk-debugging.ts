import { createRequire } from "node:module";

type DebuggablePromise = (promise: Promise<unknown>, context: unknown) => Promise<unknown>;

/**
 * Disables the SDK's self-debugging, two fifths of a program's time: it captures a stack trace for each of its
 * promises, and Pulumi's runner maps every such trace through source maps. Node strips types and keeps positions, so
 * there is nothing to map; and the message about a promise that never settles still names its purpose. The program's
 * errors keep their stack traces.
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
