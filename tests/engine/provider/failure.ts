import type { WireRecord } from "./wire.ts";

/** gRPC's codes, as far as providers answer with them. Source: gRPC, Status codes. */
export const CODES = {
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} as const;

export type Code = keyof typeof CODES;

/** An operation that failed, and of which nothing is left. */
export class ProviderError extends Error {
  readonly code: Code;

  /** @param message as the real provider would say it */
  constructor(code: Code, message: string) {
    super(message);
    this.name = "ProviderError";
    this.code = code;
  }
}

/**
 * A resource that was created or changed, but did not become what it should be: the engine keeps it in the
 * state with the reasons, and the next update tries again.
 */
export class InitializationFailed extends Error {
  readonly id: string;
  readonly outputs: WireRecord;
  readonly inputs: WireRecord;
  readonly reasons: readonly string[];

  constructor(
    message: string,
    left: { id: string; outputs: WireRecord; inputs: WireRecord; reasons: readonly string[] },
  ) {
    super(message);
    this.name = "InitializationFailed";
    this.id = left.id;
    this.outputs = left.outputs;
    this.inputs = left.inputs;
    this.reasons = left.reasons;
  }
}
