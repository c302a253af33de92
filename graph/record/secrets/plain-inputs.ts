import type { PlainSecret } from "../../model.ts";
import { serializeLater } from "../inputs/values.ts";
import { rpc, sdk } from "../sdk/sdk.ts";

/** What generated SDKs made secret, by the Output that they made of it. */
const wrapped = new WeakMap<object, unknown>();

const DEPENDENCY = /[\\/]node_modules[\\/]/;

/**
 * Notices which values the classes of generated SDKs mark as secrets: their inputs for passwords and the like. Whether
 * the program had marked them itself is lost by that.
 *
 * @param isRecorded whether the running program is recorded
 */
export function watchSecretInputs(isRecorded: () => boolean): void {
  const { secret } = sdk;
  sdk.secret = function markSecret(value) {
    const output = secret(value);
    if (isRecorded() && isCalledByClass(markSecret)) {
      wrapped.set(output, value);
    }
    return output;
  };
}

/** Places of texts that the program gives in plain form and its SDK makes secret. */
export async function plainSecretsIn(inputs: object): Promise<readonly PlainSecret[]> {
  const found: PlainSecret[] = [];
  for (const [key, input] of Object.entries(inputs)) {
    if (typeof input === "object" && input !== null && wrapped.has(input)) {
      const { wire } = await serializeLater({ [key]: wrapped.get(input) });
      collect(wire[key], [key], found);
    }
  }
  return found;
}

function collect(wire: unknown, at: PlainSecret["at"], found: PlainSecret[]): void {
  if (typeof wire === "string") {
    if (wire !== "" && wire !== rpc.unknownValue) {
      found.push({ at, from: "program" });
    }
  } else if (Array.isArray(wire)) {
    for (const [index, item] of wire.entries()) {
      collect(item, [...at, index], found);
    }
  } else if (typeof wire === "object" && wire !== null && !(rpc.specialSigKey in wire)) {
    for (const [key, member] of Object.entries(wire)) {
      collect(member, [...at, key], found);
    }
  }
}

/** Whether a function was called in the constructor of a package's class. */
function isCalledByClass(called: (...args: never[]) => unknown): boolean {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  Error.stackTraceLimit = 1;
  Error.prepareStackTrace = (_error, sites) => sites;
  Error.captureStackTrace(holder, called);
  const [caller] = holder.stack as NodeJS.CallSite[];
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = prepareStackTrace;
  return caller?.isConstructor() === true && DEPENDENCY.test(caller.getFileName() ?? "");
}
