import { inspect } from "node:util";
import type { SourcePosition } from "../model.ts";

/** One failure of the running program. */
export interface RecordingFailure {
  readonly message: string;
  /** The resource it belongs to, as `name (type)`. */
  readonly resource: string | undefined;
  /** The program's line that threw or constructed the resource. */
  readonly source: SourcePosition | undefined;
  /** The thrown value, if any. */
  readonly cause: unknown;
}

/** A program that could not be planned: a line for each failure, with its position below it. */
export class RecordingError extends Error {
  readonly failures: readonly RecordingFailure[];

  constructor(failures: readonly RecordingFailure[]) {
    super([...new Set(failures.map(sentence))].join("\n"), { cause: failures[0]?.cause });
    this.name = "RecordingError";
    this.failures = failures;
  }
}

/** A resource that is refused as the program constructs it. */
export class RefusedResource extends Error {
  /** Where the program constructs it. */
  readonly source: SourcePosition | undefined;

  constructor(message: string, source: SourcePosition | undefined) {
    super(message);
    this.name = "RefusedResource";
    this.source = source;
  }
}

/** A program that cannot be loaded: a module is missing, or cannot be read as JavaScript or TypeScript. */
export class UnloadableProgram extends Error {
  /** Where; the file's path is absolute. */
  readonly source: SourcePosition | undefined;

  constructor(message: string, source: SourcePosition | undefined, cause: unknown) {
    super(message, { cause });
    this.name = "UnloadableProgram";
    this.source = source;
  }
}

/**
 * Collects failures. One error surfaces in many places, since every output derived from a failed one fails too; it is
 * reported once, and for the resource that needed the value if there is one.
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

  /** Adds the failure of an Output that may be unused. */
  addStray(failure: RecordingFailure): void {
    this.#stray.add(failure);
    this.add(failure);
  }

  /** Adds the error that stopped the program, ahead of its consequences. */
  stop(failure: RecordingFailure): void {
    this.#found.unshift(failure);
  }

  /** Drops an error that the program handles (`pulumi.recover`), unless the failed value is needed. */
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
  try {
    if (cause instanceof Error) {
      return String(cause.message || cause.name);
    }
    return typeof cause === "string" ? cause : `a value that is not an Error was thrown: ${inspect(cause)}`;
  } catch {
    return "an error was thrown whose message cannot be read";
  }
}

/** An error's stack, which a program may have replaced by anything. */
export function stackOf(cause: unknown): string {
  try {
    const stack: unknown = cause instanceof Error ? cause.stack : "";
    return typeof stack === "string" ? stack : "";
  } catch {
    return "";
  }
}

/** How error messages name a resource. */
export function describe(node: { readonly type: string; readonly name: string }): string {
  return `${node.name} (${node.type})`;
}

function sentence(failure: RecordingFailure): string {
  const { resource, message } = failure;
  return `${resource ? `${resource}: ` : ""}${message}${placeOf(failure)}`;
}

/** Where a failure is, as the line below its message; empty if that is unknown. */
export function placeOf({ source, cause }: RecordingFailure): string {
  if (!source) {
    return "";
  }
  // Only a mistake of syntax is at one place in its line.
  const column = cause instanceof UnloadableProgram ? `:${source.column}` : "";
  return `\n  at ${source.file}:${source.line}${column}`;
}
