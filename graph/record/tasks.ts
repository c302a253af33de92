/** Pending work that the graph needs, and its progress, for the failure's message. */
export interface Task<Owner> {
  readonly owner: Owner;
  /** What is awaited, such as `input "replicas"`. */
  step: string;
}

/** Tracks what a running program has started, so that its end, or a deadlock, can be detected. */
export class Tasks<Owner> {
  readonly #open = new Set<Task<Owner>>();
  readonly #failed: (cause: unknown, task: Task<Owner> | undefined) => void;
  readonly #recovered: (cause: unknown) => void;
  /** Outputs that have not settled: their `apply` may still construct resources. */
  #unsettled = 0;
  #events = 0;
  #wake: (() => void) | undefined;

  /**
   * @param failed receives each failing task and each failing Output
   * @param recovered receives errors that the program handles itself
   */
  constructor(
    failed: (cause: unknown, task: Task<Owner> | undefined) => void,
    recovered: (cause: unknown) => void,
  ) {
    this.#failed = failed;
    this.#recovered = recovered;
  }

  /** Runs work that the graph waits for. The returned promise fails with the work, and may be left unread. */
  run<T>(owner: Owner, step: string, work: (task: Task<Owner>) => Promise<T>): Promise<T> {
    const task = { owner, step };
    this.#open.add(task);
    const result = work(task);
    result.then(
      () => this.#close(task),
      (cause: unknown) => {
        this.#failed(cause, task);
        this.#close(task);
      },
    );
    return result;
  }

  /** Tracks an Output that the program created. */
  watch(settled: Promise<unknown>): void {
    this.#unsettled += 1;
    let handled = false;
    const end = () => {
      this.#unsettled -= 1;
      this.#happened();
    };
    settled.then(end, (cause: unknown) => {
      if (handled) {
        this.#recovered(cause);
      } else {
        this.#failed(cause, undefined);
      }
      end();
    });
    // Only `pulumi.recover` reads the error itself; every other reader passes it on.
    settled.catch = (handler) => {
      handled = true;
      return settled.then(undefined, handler);
    };
  }

  /** Waits until nothing is pending, including work started by other work. */
  async settle(): Promise<void> {
    do {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#happened();
      });
      // An apply callback that constructs resources runs in the turns after its input settled.
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.#open.size + this.#unsettled > 0);
  }

  /** Changes whenever work starts or ends. */
  get events(): number {
    return this.#events;
  }

  /** What is still pending, in the order in which it began. */
  waiting(): readonly Task<Owner>[] {
    return [...this.#open];
  }

  #close(task: Task<Owner>): void {
    this.#open.delete(task);
    this.#happened();
  }

  #happened(): void {
    this.#events += 1;
    if (this.#open.size + this.#unsettled === 0) {
      this.#wake?.();
    }
  }
}
