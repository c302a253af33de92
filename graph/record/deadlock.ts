/** Something that may come to a standstill while it waits. */
export interface Waiter {
  /** Changes whenever something happened. */
  progress(): number;
  /** Called once when nothing can happen any more: all that is still waited for forms a dependency cycle. */
  deadlocked(): void;
}

/** How often a process is looked at that other work keeps alive, in milliseconds, and how often it must be quiet. */
const INTERVAL_MS = 50;
const QUIET_LOOKS = 5;

const waiters = new Map<Waiter, number>();
let timer: NodeJS.Timeout | undefined;
let idle: Map<string, number> = new Map();
let quiet = 0;

/**
 * Watches for a standstill, from the next turn of the event loop on. In a process of its own, such as the command line, that is when the event loop runs
 * dry, and exact. Where something else keeps the process alive (a test runner's timer, a server), it is when
 * nothing has happened for a quarter of a second and nothing is open (timers, files, sockets) beyond what was
 * open before.
 *
 * @returns ends the watch
 */
export async function watchForDeadlock(waiter: Waiter): Promise<() => void> {
  // A caller such as a test runner sets its own timer once its call has returned.
  await new Promise((resolve) => setImmediate(resolve));
  if (waiters.size === 0) {
    process.on("beforeExit", reportAll);
    timer = setInterval(look, INTERVAL_MS).unref();
    idle = openResources();
    quiet = 0;
  }
  waiters.set(waiter, waiter.progress());
  return () => {
    if (waiters.delete(waiter) && waiters.size === 0) {
      process.off("beforeExit", reportAll);
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
  // What others closed meanwhile may not hide what the program opens later.
  for (const [kind, count] of idle) {
    idle.set(kind, Math.min(count, open.get(kind) ?? 0));
  }
  for (const [waiter, before] of waiters) {
    const now = waiter.progress();
    still &&= now === before;
    waiters.set(waiter, now);
  }
  quiet = still ? quiet + 1 : 0;
  if (quiet >= QUIET_LOOKS) {
    reportAll();
  }
}

function reportAll(): void {
  for (const waiter of waiters.keys()) {
    waiter.deadlocked();
  }
}

/** What keeps the event loop alive, by kind. Timers and handles that were unreferenced do not count. */
function openResources(): Map<string, number> {
  // Both count from when they are first used.
  void [process.stdout, process.stderr];
  const open = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    open.set(kind, (open.get(kind) ?? 0) + 1);
  }
  return open;
}
