import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Covered, Request, Tried } from "./messages.ts";

/** Modules of variants stay in memory: above this, in bytes, a worker is replaced. */
const MOST_MEMORY = 2.5e9;

/** The worker was still busy after the time it had. */
export class TimedOut extends Error {}
/** The worker ended by itself. */
export class Ended extends Error {}

/** A process that runs specs, replaced when it hangs, ends or has grown. */
export class Worker {
  readonly #root: string;
  #process: ChildProcess | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /** Runs a spec on the code as it is, with its coverage of the files in the folders. */
  cover(spec: string, folders: readonly string[], milliseconds: number): Promise<Covered> {
    return this.#ask({ kind: "cover", spec, folders }, milliseconds) as Promise<Covered>;
  }

  /** Runs specs on a variant of a file until one fails. */
  try(variant: Omit<Request & { kind: "try" }, "kind">, milliseconds: number): Promise<Tried> {
    return this.#ask({ kind: "try", ...variant }, milliseconds) as Promise<Tried>;
  }

  end(): void {
    this.#process?.kill("SIGKILL");
    this.#process = undefined;
  }

  #ask(request: Request, milliseconds: number): Promise<unknown> {
    this.#process ??= fork(join(import.meta.dirname, "main.ts"), {
      cwd: this.#root,
      execArgv: ["--max-old-space-size=4096"],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const worker = this.#process;
    return new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer);
        worker.removeAllListeners("message").removeAllListeners("exit");
      };
      const timer = setTimeout(() => {
        finish();
        this.end();
        reject(new TimedOut(`nothing after ${milliseconds} ms`));
      }, milliseconds);
      worker.on("exit", () => {
        finish();
        this.#process = undefined;
        reject(new Ended("the process ended"));
      });
      worker.on("message", ({ result, heap }: { result: unknown; heap: number }) => {
        finish();
        if (heap > MOST_MEMORY) {
          this.end();
        }
        resolve(result);
      });
      worker.send(request);
    });
  }
}
