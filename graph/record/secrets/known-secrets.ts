import { formsOf, WITHHELD } from "../../withheld.ts";
import { messageOf } from "../failure.ts";

/** Shorter texts would be found in messages by chance. */
const SHORTEST = 4;

/** An error of recording itself: its text has names only, and may be shown wherever it is thrown. */
export class PlainError extends Error {}

/** Receives a secret value, and the member's name if it was part of an object. */
export type SecretListener = (text: string, name: string | undefined) => void;

/**
 * The secret values of one run, so that no message repeats them: those that the program marks, what it derives from
 * them, and the errors that were thrown over them, whose text may contain any part of a value.
 */
export class KnownSecrets {
  readonly #texts = new Set<string>();
  readonly #causes = new Set<unknown>();
  readonly #listener: SecretListener | undefined;
  readonly #placeholder: string | undefined;

  /** @param placeholder what stands for a value that is not known, and may be repeated */
  constructor(listener?: SecretListener, placeholder?: string) {
    this.#listener = listener;
    this.#placeholder = placeholder;
  }

  /** Keeps every text in a secret value. */
  keep(value: unknown, name?: string): void {
    if (typeof value === "string") {
      if (value.length >= SHORTEST && value !== this.#placeholder && !this.#texts.has(value)) {
        this.#texts.add(value);
        this.#listener?.(value, name);
      }
    } else if (Array.isArray(value)) {
      for (const item of value) {
        this.keep(item, name);
      }
    } else if (isPlainObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        this.keep(member, key);
      }
    }
  }

  /** Keeps what was thrown while a secret value was computed. */
  keepError(cause: unknown): void {
    if (!(cause instanceof PlainError)) {
      this.#causes.add(cause);
    }
  }

  /** Whether a secret value may be in the text of what was thrown. */
  mayContain(cause: unknown): boolean {
    return this.#causes.has(cause);
  }

  /** What was thrown, in words without a secret value. */
  messageOf(cause: unknown): string {
    if (this.#causes.has(cause)) {
      const what = cause instanceof Error ? cause.name : "a value that is not an Error was thrown";
      return `a function over a secret failed: ${what} ${WITHHELD}`;
    }
    return this.withhold(messageOf(cause));
  }

  /** A message without the secret values. */
  withhold(message: string): string {
    let safe = message;
    for (const text of [...this.#texts].sort((a, b) => b.length - a.length)) {
      for (const form of formsOf(text)) {
        safe = safe.replaceAll(form, WITHHELD);
      }
    }
    return safe;
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
