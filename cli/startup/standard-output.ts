import childProcess, { ChildProcess } from "node:child_process";
import fs from "node:fs";
import module from "node:module";

const OUTPUT = 1;
const ERROR = 2;

/**
 * Keeps standard output for results. All other code of the process, such as a planned program and what it imports,
 * gets standard error in its place: through `process.stdout` and the console, by file descriptor, and in the child
 * processes that it starts.
 *
 * @returns the stream for results, which nothing else can write to, end or destroy
 */
export function reserveStandardOutput(): NodeJS.WriteStream {
  const { stdout, stderr } = process;
  Object.defineProperty(process, "stdout", { value: stderr, configurable: true, enumerable: true });
  redirectDescriptors();
  redirectChildren();
  module.syncBuiltinESMExports();
  return stdout;
}

/** Loggers write to the descriptor itself. */
function redirectDescriptors(): void {
  const { write, writeSync, writev, writevSync, close, closeSync } = fs;
  const redirected = (fd: number) => (fd === OUTPUT ? ERROR : fd);
  const redirect = <Args extends unknown[], Result>(call: (fd: number, ...args: Args) => Result) =>
    // Node promisifies some by a symbol that they carry.
    Object.assign((fd: number, ...args: Args) => call.call(fs, redirected(fd), ...args), call);
  Object.assign(fs, {
    write: redirect(write as (fd: number, ...args: unknown[]) => void),
    writeSync: redirect(writeSync as (fd: number, ...args: unknown[]) => number),
    writev: redirect(writev as (fd: number, ...args: unknown[]) => void),
    writevSync: redirect(writevSync),
    close: (fd: number, done?: fs.NoParamCallback) => (fd === OUTPUT ? done?.(null) : close(fd, done)),
    closeSync: (fd: number) => (fd === OUTPUT ? undefined : closeSync(fd)),
  });
}

/** `inherit`, the descriptor's number, and lists of one for each stream. */
type Streams = string | readonly unknown[];

function redirectChildren(): void {
  const { spawn } = ChildProcess.prototype as unknown as { spawn(options: object): unknown };
  Object.assign(ChildProcess.prototype, {
    spawn(this: ChildProcess, options: object) {
      return spawn.call(this, withoutOutput(options));
    },
  });
  for (const name of ["spawnSync", "execSync", "execFileSync"] as const) {
    const call = childProcess[name] as (...args: unknown[]) => unknown;
    Object.assign(childProcess, { [name]: (...args: unknown[]) => call(...args.map(withoutOutput)) });
  }
}

/** Options of a child process whose output goes to standard error; other arguments as they are. */
function withoutOutput<Argument>(argument: Argument): Argument {
  const { stdio } = (argument ?? {}) as { readonly stdio?: Streams };
  if (stdio === undefined || Array.isArray(argument)) {
    return argument;
  }
  const streams = typeof stdio === "string" ? [stdio, stdio, stdio] : stdio;
  return {
    ...argument,
    stdio: streams.map((stream, index) =>
      stream === OUTPUT || (index === OUTPUT && stream === "inherit") ? ERROR : stream,
    ),
  };
}
