/** A wait that ends: on its own, when the time is up, or when the engine gives up. */
export interface Deadline {
  /** Ends watches. */
  readonly signal: AbortSignal;
  readonly seconds: number;
  /** To be called when the wait is over. */
  close(): void;
}

export function deadlineIn(seconds: number, cancelled: AbortSignal): Deadline {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), seconds * 1000);
  return {
    signal: AbortSignal.any([over.signal, cancelled]),
    seconds,
    close() {
      clearTimeout(timer);
      over.abort();
    },
  };
}
