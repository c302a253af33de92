import { inspect } from "node:util";
import type { SourcePosition } from "../model.ts";

/** One thing that went wrong while the program ran. */
export interface RecordingFailure {
  readonly message: string;
  /** The resource it belongs to, as `name (type)`. */
  readonly resource: string | undefined;
  /** The program's line that threw, or that constructed the resource. */
  readonly source: SourcePosition | undefined;
  /** What was thrown, when something was. */
  readonly cause: unknown;
}

/** A program that could not be planned: a line for each thing that went wrong, with its position below it. */
export class RecordingError extends Error {
  readonly failures: readonly RecordingFailure[];

  constructor(failures: readonly RecordingFailure[]) {
    super([...new Set(failures.map(sentence))].join("\n"), { cause: failures[0]?.cause });
    this.name = "RecordingError";
    this.failures = failures;
  }
}

/** A resource that cannot be registered as the program constructs it. */
export class RefusedResource extends Error {
  /** Where the program constructs it. */
  readonly source: SourcePosition | undefined;

  constructor(message: string, source: SourcePosition | undefined) {
    super(message);
    this.name = "RefusedResource";
    this.source = source;
  }
}

/**
 * Collects failures. One error reaches many places, since every output made from a failed one fails with it;
 * it is reported once, and for what needed the value where something did.
 */
export class Failures {
  readonly #found: RecordingFailure[] = [];
  readonly #stray = new Set<RecordingFailure>();
  readonly #recovered = new Set<unknown>();

  add(failure: RecordingFailure): void {
    const known = this.#found.findIndex(({ cause }) => cause !== undefined && cause === failure.cause);
    const found = this.#found[known];
    if (!found) {
      this.#found.push(failure);
    } else if (this.#stray.has(found)) {
      this.#found[known] = failure;
    }
  }

  /** Adds the failure of an Output that nothing may need. */
  addStray(failure: RecordingFailure): void {
    this.#stray.add(failure);
    this.add(failure);
  }

  /** Adds what stopped the program, ahead of what followed from it. */
  stop(failure: RecordingFailure): void {
    this.#found.unshift(failure);
  }

  /** Forgets an error that the program handles (`pulumi.recover`), unless something needs the failed value. */
  recover(cause: unknown): void {
    this.#recovered.add(cause);
  }

  all(): RecordingFailure[] {
    const seen = new Set<unknown>();
    return this.#found.filter((failure) => {
      const repeated = failure.cause !== undefined && seen.has(failure.cause);
      seen.add(failure.cause);
      return !repeated && !(this.#stray.has(failure) && this.#recovered.has(failure.cause));
    });
  }
}

export function messageOf(cause: unknown): string {
  if (cause instanceof Error) {
    return cause.message || cause.name;
  }
  return typeof cause === "string" ? cause : `a value that is not an Error was thrown: ${inspect(cause)}`;
}

/** How failures and errors name a resource. */
export function describe(node: { readonly type: string; readonly name: string }): string {
  return `${node.name} (${node.type})`;
}

function sentence({ resource, message, source }: RecordingFailure): string {
  const at = source ? `\n  at ${source.file}:${source.line}` : "";
  return `${resource ? `${resource}: ` : ""}${message}${at}`;
}
