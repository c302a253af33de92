/** Work under way that the graph needs, and how far it is: the words of its failure. */
export interface Task<Subject> {
  readonly subject: Subject;
  /** What is being waited for, such as `input "replicas"`. */
  step: string;
}

/** Follows what a running program has started, so that its end, or its standstill, can be told. */
export class Tasks<Subject> {
  readonly #open = new Set<Task<Subject>>();
  readonly #failed: (cause: unknown, task: Task<Subject> | undefined) => void;
  readonly #recovered: (cause: unknown) => void;
  /** Outputs that have not settled: their `apply` may construct something yet. */
  #unsettled = 0;
  #events = 0;
  #wake: (() => void) | undefined;

  /**
   * @param failed told of each failing task, and of each failing Output
   * @param recovered told of errors that the program handles itself
   */
  constructor(
    failed: (cause: unknown, task: Task<Subject> | undefined) => void,
    recovered: (cause: unknown) => void,
  ) {
    this.#failed = failed;
    this.#recovered = recovered;
  }

  /** Runs work that the graph waits for. What it returns fails with the work, and may be left unread. */
  run<T>(subject: Subject, step: string, work: (task: Task<Subject>) => Promise<T>): Promise<T> {
    const task = { subject, step };
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

  /** Follows an Output that the program made. */
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
    // `pulumi.recover` is the one that asks for the error itself; every other reader passes it on.
    settled.catch = (handler) => {
      handled = true;
      return settled.then(undefined, handler);
    };
  }

  /** Waits until nothing is under way; work that starts more work is waited for too. */
  async settle(): Promise<void> {
    do {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#happened();
      });
      // An apply callback that constructs something runs in the turns after its input settled.
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.#open.size + this.#unsettled > 0);
  }

  /** Changes whenever something started or ended. */
  get events(): number {
    return this.#events;
  }

  /** What is still waited for, in the order in which it began. */
  waiting(): readonly Task<Subject>[] {
    return [...this.#open];
  }

  #close(task: Task<Subject>): void {
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
