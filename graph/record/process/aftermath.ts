import { setTimeout as pause } from "node:timers/promises";
import type { Worker } from "node:worker_threads";

/** Time that a program's own timers have to go off after it has ended, in milliseconds, and between looks at them. */
const GRACE_MS = 100;
const LOOK_MS = 5;

const threads = new Set<Worker>();
let counts = false;

/** Counts threads among what is open from now on: Node does not tell of them. */
export function countThreads(): void {
  if (!counts) {
    counts = true;
    process.on("worker", (thread) => {
      threads.add(thread);
      thread.once("exit", () => threads.delete(thread));
    });
  }
}

/** What keeps the event loop alive, by kind. Unreferenced timers and handles do not count. */
export function openResources(): Map<string, number> {
  // Both start counting on first use.
  void [process.stdout, process.stderr];
  const open = new Map<string, number>([["Worker", threads.size]]);
  for (const kind of process.getActiveResourcesInfo()) {
    open.set(kind, (open.get(kind) ?? 0) + 1);
  }
  return open;
}

/**
 * Waits for the timers that a program leaves, for a moment: an error thrown there fails a deployment, too. A program
 * that leaves none costs nothing.
 *
 * @param before what was open when the program began
 */
export async function awaitTimers(before: ReadonlyMap<string, number>): Promise<void> {
  const allowed = before.get("Timeout") ?? 0;
  for (let waited = 0; waited < GRACE_MS && timers() > allowed; waited += LOOK_MS) {
    await pause(LOOK_MS);
  }
}

function timers(): number {
  return openResources().get("Timeout") ?? 0;
}
