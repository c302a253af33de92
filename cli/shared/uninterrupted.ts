import { withoutGuard } from "#graph/record/process/guard";

/** Signals that end a process unless it listens: Ctrl-C, the request to end, and the end of its terminal. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs synchronous work to its end, though a signal may request the end of the process meanwhile: that ends it right
 * after. It is for work that leaves something half-done behind.
 */
export function uninterrupted<Result>(work: () => Result): Result {
  let received: NodeJS.Signals | undefined;
  const keep = (signal: NodeJS.Signals) => {
    received = signal;
  };
  for (const signal of SIGNALS) {
    process.on(signal, keep);
  }
  try {
    return work();
  } finally {
    // A signal is delivered in a later turn of the event loop than the one that it arrived in.
    setImmediate(() => {
      for (const signal of SIGNALS) {
        process.off(signal, keep);
      }
      const signal = received;
      if (signal) {
        withoutGuard(() => process.kill(process.pid, signal));
      }
    });
  }
}
