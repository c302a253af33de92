import { countThreads, openResources } from "./aftermath.ts";

/** A run that may deadlock. */
export interface Waiter {
  /** Changes with every step of progress. */
  progress(): number;
  /** Called once when no further progress is possible: everything pending forms a dependency cycle. */
  deadlocked(): void;
}

/**
 * Polling interval for a process that other work keeps alive, in milliseconds, and the number of quiet polls required.
 */
const INTERVAL_MS = 50;
const QUIET_LOOKS = 5;

const waiters = new Map<Waiter, number>();
let timer: NodeJS.Timeout | undefined;
let idle: Map<string, number> = new Map();
let quiet = 0;
let cpu = process.cpuUsage();

/** Share of the processor above which other threads of the process are taken to work, for something that may be awaited. */
const BUSY = 0.1;

/** Standard input and output, which keep no process alive. */
const STREAMS: ReadonlySet<string> = new Set(["TTYWrap", "PipeWrap"]);

/**
 * Watches for a deadlock, from the next turn of the event loop on. In a dedicated process, such as the command line, a
 * deadlock is when the event loop drains, which is exact. If something else keeps the process alive (a test runner's
 * timer, a server), it is a quarter of a second without progress, without open timers, files, sockets or threads beyond
 * those open before, and without a busy thread: Node does not list what it computes in its own.
 *
 * @returns stops the watch
 */
export async function watchForDeadlock(waiter: Waiter): Promise<() => void> {
  // A caller such as a test runner sets its own timer after its call has returned.
  await new Promise((resolve) => setImmediate(resolve));
  countThreads();
  if (waiters.size === 0) {
    process.on("beforeExit", reportSoon);
    idle = openResources();
    if ([...idle].some(([kind, count]) => count > 0 && !STREAMS.has(kind))) {
      timer = setInterval(look, INTERVAL_MS).unref();
    }
    quiet = 0;
  }
  waiters.set(waiter, waiter.progress());
  return () => {
    if (waiters.delete(waiter) && waiters.size === 0) {
      process.off("beforeExit", reportSoon);
      clearInterval(timer);
    }
  };
}

function look(): void {
  const open = openResources();
  let still = true;
  for (const [kind, count] of open) {
    still &&= count <= (idle.get(kind) ?? 0);
  }
  // Handles that others closed meanwhile must not hide those that the program opens later.
  for (const [kind, count] of idle) {
    idle.set(kind, Math.min(count, open.get(kind) ?? 0));
  }
  for (const [waiter, before] of waiters) {
    const now = waiter.progress();
    still &&= now === before;
    waiters.set(waiter, now);
  }
  const { user, system } = process.cpuUsage(cpu);
  cpu = process.cpuUsage();
  still &&= (user + system) / 1000 < BUSY * INTERVAL_MS;
  quiet = still ? quiet + 1 : 0;
  if (quiet >= QUIET_LOOKS) {
    reportAll();
  }
}

/** Something that keeps no process alive, such as a thread that ends endless loops, may have something to say first. */
function reportSoon(): void {
  setImmediate(reportAll);
}

function reportAll(): void {
  for (const waiter of waiters.keys()) {
    waiter.deadlocked();
  }
}
