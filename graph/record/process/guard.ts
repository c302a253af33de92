import { AsyncLocalStorage } from "node:async_hooks";
import module from "node:module";

/**
 * Receives what a guarded program does to the process: the error that nothing caught, or that a call such as
 * `process.exit(0)` throws instead of ending it.
 */
export type MisuseHandler = (cause: unknown) => void;

interface Guard {
  readonly handle: MisuseHandler;
  readonly outer: Guard | undefined;
  open: boolean;
}

/** A program's attempt to end the process that plans it. */
export class ProcessEnded extends Error {
  /** @param call such as `process.exit(0)` */
  constructor(call: string) {
    super(`${call} would end the process that plans the program; nothing may end it but strata`);
    this.name = "ProcessEnded";
  }
}

const guards = new AsyncLocalStorage<Guard>();
let installed = false;

/**
 * Runs a program that shares the process with others. It cannot end the process, and its errors that nothing catches
 * are the handler's, also those of its timers and promises; after `run` has settled, those of an outer guard. Other
 * code in the process is not affected.
 */
export async function guardProcess<T>(handle: MisuseHandler, run: () => Promise<T>): Promise<T> {
  install();
  const guard: Guard = { handle, outer: guards.getStore(), open: true };
  try {
    return await guards.run(guard, run);
  } finally {
    guard.open = false;
  }
}

/** Runs code that is not the program's, which may end the process. */
export function withoutGuard<T>(run: () => T): T {
  return guards.exit(run);
}

/** The innermost guard of the running code that has not ended. */
function openGuard(): Guard | undefined {
  let guard = guards.getStore();
  while (guard && !guard.open) {
    guard = guard.outer;
  }
  return guard;
}

function install(): void {
  if (!installed) {
    installed = true;
    refuseEnds();
    catchUncaught();
    // For programs that import the functions by name.
    module.syncBuiltinESMExports();
  }
}

/** Functions of the process that end it, those that Node does not document included. */
interface Ends {
  exit(code?: unknown): never;
  reallyExit(code?: unknown): never;
  abort(): never;
  kill(pid: unknown, signal?: unknown): unknown;
  _kill(pid: unknown, signal?: unknown): unknown;
  execve?(...args: unknown[]): never;
}

function refuseEnds(): void {
  const ends = process as unknown as Ends;
  const { exit, reallyExit, abort, kill, _kill, execve } = ends;
  ends.exit = (code) => refuse(`process.exit(${code ?? ""})`) ?? exit.call(process, code);
  ends.reallyExit = (code) => refuse(`process.reallyExit(${code ?? ""})`) ?? reallyExit.call(process, code);
  ends.abort = () => refuse("process.abort()") ?? abort.call(process);
  const own = (pid: unknown, signal: unknown) =>
    // Zero and negative numbers are groups of processes; signal 0 only asks.
    (pid === process.pid || (typeof pid === "number" && pid <= 0)) && signal !== 0;
  ends.kill = (pid, signal) =>
    (own(pid, signal) && refuse("process.kill(process.pid)")) || kill.call(process, pid, signal);
  ends._kill = (pid, signal) =>
    (own(pid, signal) && refuse("process.kill(process.pid)")) || _kill.call(process, pid, signal);
  if (execve) {
    ends.execve = (...args) => refuse("process.execve()") ?? execve.apply(process, args);
  }
}

/**
 * @returns nothing, for code that no guard runs
 * @throws ProcessEnded for a guarded program, even after its end
 */
function refuse(call: string): undefined {
  if (guards.getStore()) {
    const cause = new ProcessEnded(call);
    openGuard()?.handle(cause);
    throw cause;
  }
}

/** Before any listener: a program may have removed those of others, or may hide its own errors with one. */
function catchUncaught(): void {
  const { emit, setUncaughtExceptionCaptureCallback } = process;
  process.emit = ((event: string | symbol, ...args: unknown[]): boolean =>
    (UNCAUGHT.has(event) && handled(args[0])) ||
    (emit as (...all: unknown[]) => boolean).call(process, event, ...args)) as typeof process.emit;
  process.setUncaughtExceptionCaptureCallback = (capture) =>
    setUncaughtExceptionCaptureCallback.call(
      process,
      capture && ((cause: Error) => void (handled(cause) || capture(cause))),
    );
}

const UNCAUGHT: ReadonlySet<string | symbol> = new Set(["uncaughtException", "unhandledRejection"]);

/** Whether a guard takes an error. */
function handled(cause: unknown): boolean {
  const guard = openGuard();
  guard?.handle(cause);
  return guard !== undefined;
}
