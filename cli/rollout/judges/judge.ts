import type { ClusterApi } from "../cluster/api.ts";
import type { LiveObject } from "../cluster/live.ts";
import type { ExpectedObject } from "../expected.ts";

/**
 * State of an object: `done` is what the plan promises, `waiting` may still become so, `failed` never will without
 * another update.
 */
export type State = "done" | "waiting" | "failed";

/** What an object is, and why it is not done. */
export interface Verdict {
  readonly state: State;
  /** Such as `2 of 3 pods available`. */
  readonly summary: string;
  /** Nearest cause first: containers, scheduling, events, controllers. */
  readonly reasons: readonly string[];
}

/** Judges an object that exists. */
export type Judge = (
  live: LiveObject,
  expected: ExpectedObject,
  api: ClusterApi,
) => Verdict | Promise<Verdict>;

export function done(summary: string): Verdict {
  return { state: "done", summary, reasons: [] };
}

export function waiting(summary: string, reasons: readonly string[] = []): Verdict {
  return { state: "waiting", summary, reasons: reasons.filter(Boolean) };
}

export function failed(summary: string, reasons: readonly string[] = []): Verdict {
  return { state: "failed", summary, reasons: reasons.filter(Boolean) };
}
