import { setTimeout as pause } from "node:timers/promises";

/** Time that a program's own timers have to go off after it has ended, in milliseconds, and between looks at them. */
const GRACE_MS = 100;
const LOOK_MS = 5;

/** What keeps the event loop alive, by kind. Unreferenced timers and handles do not count. */
export function openResources(): Map<string, number> {
  // Both start counting on first use.
  void [process.stdout, process.stderr];
  const open = new Map<string, number>();
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
