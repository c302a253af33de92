import type { Resource } from "@pulumi/pulumi";
import { isAsset, isRecord, isSecret, isUnknown, type Value } from "../../model.ts";
import type { KnownSecrets } from "../secrets/known-secrets.ts";
import { keepValue } from "../secrets/watch.ts";
import { type MutableOutput, outputs, rpc } from "./sdk.ts";

/** An input as the SDK would send it to the engine; undefined if the program set none. */
export interface Sent {
  readonly wire: unknown;
  /** Whether the program marks it as a secret. */
  readonly secret: boolean;
}

const { Output, unknown } = outputs;
const NEVER = Promise.resolve(false);
const ALWAYS = Promise.resolve(true);

/** An output that only the cloud knows, such as an id. */
export function unknownOutput(resource: Resource | Resource[]): MutableOutput {
  return new Output(resource, Promise.resolve(undefined), NEVER, NEVER);
}

/** The response to a call to the cloud, in the SDK's form. */
export interface Answer {
  /** Contains the SDK's marker where a value is unknown. */
  readonly value: unknown;
  readonly secret: boolean;
  readonly dependencies: Iterable<Resource>;
}

/** A response that arrives later; a value that contains an unknown is unknown, except for the members beside it. */
export function answerOutput(answer: Promise<Answer>): MutableOutput {
  return new Output(
    [],
    answer.then(({ value }) => value),
    ALWAYS,
    answer.then(({ secret }) => secret),
    answer.then(({ dependencies }) => dependencies),
  );
}

/** A graph value in the SDK's form. The graph does not contain the contents of a secret or a file. */
export function fromValue(given: Value | undefined): Pick<Answer, "value" | "secret"> {
  if (given === undefined || isUnknown(given) || isAsset(given)) {
    return { value: unknown, secret: false };
  }
  if (isSecret(given)) {
    return { value: unknown, secret: true };
  }
  let secret = false;
  const convert = (member: Value): unknown => {
    const converted = fromValue(member);
    secret ||= converted.secret;
    return converted.value;
  };
  let value: unknown = given;
  if (Array.isArray(given)) {
    value = given.map(convert);
  } else if (isRecord(given)) {
    value = Object.fromEntries(Object.entries(given).map(([key, member]) => [key, convert(member)]));
  }
  return { value, secret };
}

/** An output whose value is known at once, such as a URN. */
export function knownOutput(resource: Resource, value: string): MutableOutput {
  return new Output(resource, Promise.resolve(value), ALWAYS, NEVER);
}

/**
 * A property of a planned resource. It is what the program set, and "unknown" for every member that the program did not
 * set, at every depth: the provider may fill any of them. Reading a member (`service.metadata.name`) therefore never
 * yields a known undefined, and `apply` on a whole object waits for the deployment, as in a preview whose provider
 * leaves a member unset.
 */
export function propertyOutput(resource: Resource, sent: Promise<Sent>): MutableOutput {
  const given = sent.then(({ wire, secret }) => {
    const value = wire === undefined ? unknown : rpc.deserializeProperty(wire, true);
    return { value: rpc.unwrapRpcSecret(value), secret: secret || rpc.isRpcSecret(value) };
  });
  return openOutput(
    resource,
    given.then(({ value }) => value),
    given.then(({ secret }) => secret),
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
      value.then((known) => func(known ?? unknown)),
      isSecret,
    );
  };
  return output;
}

/** Whether the provider has nothing left to fill in the value. */
function isClosed(value: unknown): boolean {
  if (value === undefined || outputs.isUnknown(value)) {
    return false;
  }
  return Array.isArray(value) ? value.every(isClosed) : typeof value !== "object" || value === null;
}

/** Defines a property of a resource that is created on first read; most outputs are never read. */
export function lazily(resource: Resource, key: string, make: () => unknown): void {
  const keep = (value: unknown) =>
    Object.defineProperty(resource, key, { value, configurable: true, enumerable: true, writable: true });
  Object.defineProperty(resource, key, {
    configurable: true,
    enumerable: true,
    get() {
      const value = make();
      keep(value);
      return value;
    },
    set: keep,
  });
}

/** Receives a promise for every Output that a program creates, which settles with it. */
export type OutputWatch = (settled: Promise<unknown>) => void;

/**
 * Reports every new Output to the watch of its program. An Output that fails unread would otherwise end the process as
 * an unhandled rejection, twice: once for each of the two promises that it derives from its value.
 *
 * @param current the watch of the running program, if it is recorded
 * @param currentSecrets its known secrets, which receive the values of secret Outputs
 */
export function watchOutputs(
  current: () => OutputWatch | undefined,
  currentSecrets: () => KnownSecrets | undefined,
): void {
  for (const field of ["isKnown", "isSecret"] as const) {
    Object.defineProperty(Output.prototype, field, {
      configurable: true,
      // The constructor's own assignment arrives here.
      set(this: object, value: Promise<boolean>) {
        Object.defineProperty(this, field, { value, writable: true, enumerable: true, configurable: true });
        const watch = current();
        if (watch && field === "isKnown") {
          watch(value);
        } else if (watch) {
          value.catch(() => {});
          const secrets = currentSecrets();
          if (secrets) {
            keepValue(this, value, secrets);
          }
        }
      },
    });
  }
}
