import type { Resource } from "@pulumi/pulumi";
import { type MutableOutput, outputs, rpc } from "./sdk.ts";

/** An input as the SDK would send it to the engine, or a promise of it. */
export interface Sent {
  readonly wire: unknown;
  readonly secret: boolean;
}

const { Output, unknown } = outputs;
const NEVER = Promise.resolve(false);
const ALWAYS = Promise.resolve(true);

/** An output that only the cloud knows, such as an id. */
export function unknownOutput(resource: Resource | Resource[]): MutableOutput {
  return new Output(resource, Promise.resolve(undefined), NEVER, NEVER);
}

/** An output whose value is known at once, such as a URN. */
export function knownOutput(resource: Resource, value: string): MutableOutput {
  return new Output(resource, Promise.resolve(value), ALWAYS, NEVER);
}

/**
 * A property of a planned resource. It answers what the program gave, and "unknown" for every member that
 * the program did not give, at every depth: the provider may fill any of them. Reading a member
 * (`service.metadata.name`) therefore never yields a known undefined, and `apply` on a whole object waits
 * for the deployment, as it does in a preview whose provider leaves a member open.
 */
export function propertyOutput(resource: Resource, sent: Promise<Sent>): MutableOutput {
  return openOutput(
    resource,
    sent.then(({ wire }) => rpc.unwrapRpcSecret(rpc.deserializeProperty(wire, true))),
    sent.then(({ wire, secret }) => secret || rpc.isRpcSecret(rpc.deserializeProperty(wire, true))),
  );
}

function openOutput(resource: Resource, value: Promise<unknown>, isSecret: Promise<boolean>): MutableOutput {
  const output = new Output(
    resource,
    value,
    value.then((known) => isClosed(known)),
    isSecret,
  );
  output.apply = function apply(func, runWithUnknowns) {
    if (!runWithUnknowns) {
      return Output.prototype.apply.call(output, func, false);
    }
    // The SDK lifts a member access (`output.member`) through this call.
    return openOutput(
      resource,
      value.then((known) => (outputs.isUnknown(known) ? known : func(openValue(known)))),
      isSecret,
    );
  };
  return output;
}

/** Whether nothing in the value is left for the provider to fill. */
function isClosed(value: unknown): boolean {
  if (value === undefined || outputs.isUnknown(value)) {
    return false;
  }
  return Array.isArray(value) ? value.every(isClosed) : typeof value !== "object" || value === null;
}

function openValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value ?? unknown;
  }
  return new Proxy(value, {
    get(target, key, receiver) {
      return key in target || typeof key === "symbol" ? Reflect.get(target, key, receiver) : unknown;
    },
  });
}
