import { Worker } from "node:worker_threads";

/** Seconds that a program may take, unless the project's configuration sets others. */
export const PLAN_TIMEOUT_SECONDS = 120;

/** Interval at which the main thread shows that it is not blocked, in milliseconds. */
const BEAT_MS = 500;

/** Time that the main thread has to stop once it is told to, in milliseconds. */
const KILL_MS = 3000;

/** Places in the memory that both threads share. */
const BEATS = 0;
const LIMIT_MS = 1;

/**
 * The thread's own program, JavaScript without modules, since that starts soonest. It sleeps until the beats stop; only
 * then it loads the inspector, which stops the main thread wherever that is and ends what it computes.
 */
const THREAD = `
const { parentPort, workerData: shared } = require("node:worker_threads");
const silent = (ms) => Atomics.wait(shared, ${BEATS}, Atomics.load(shared, ${BEATS}), ms) === "timed-out";
// The second look is for a process that was stopped as a whole and goes on.
while (!silent(Atomics.load(shared, ${LIMIT_MS})) || !silent(${2 * BEAT_MS}));
const { Session } = require("node:inspector");
const session = new Session();
session.connectToMainThread();
const urls = new Map();
session.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => urls.set(scriptId, url));
session.on("Debugger.paused", ({ params: { callFrames } }) => {
  const places = callFrames.map(({ location }) => ({ file: urls.get(location.scriptId) ?? "", line: location.lineNumber + 1 }));
  const place = places.find(({ file }) => file.startsWith("file:") && !file.includes("/node_modules/"));
  parentPort.postMessage(place);
  session.post("Runtime.terminateExecution", () => session.disconnect());
  session.post("Debugger.resume");
});
session.post("Debugger.enable", () => session.post("Debugger.pause"));
// A call that never returns, such as reading a pipe, cannot be stopped from within.
setTimeout(() => {
  require("node:fs").writeSync(2, "the program blocks the process in a call that does not return\\n");
  process.kill(process.pid, "SIGKILL");
}, ${KILL_MS});
`;

/** A line of a program. */
interface Position {
  readonly file: string;
  readonly line: number;
}

let allow: ((seconds: number) => void) | undefined;

/**
 * Starts a thread that ends a computation of the main thread once it has blocked that for too long, as an endless loop
 * does: no timer of the main thread can.
 *
 * @param blocked is called while it is ended, with the allowed seconds and the line at which it was, if that is known
 */
export function startWatchdog(
  seconds: number,
  blocked: (seconds: number, position: Position | undefined) => void,
): void {
  const shared = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(THREAD, { eval: true, workerData: shared, env: {}, execArgv: [] });
  worker.on("message", (position: Position | undefined) =>
    blocked(Atomics.load(shared, LIMIT_MS) / 1000, position),
  );
  // Where threads are not permitted there is no watchdog.
  worker.on("error", () => {});
  worker.unref();
  const beat = () => {
    Atomics.add(shared, BEATS, 1);
    Atomics.notify(shared, BEATS);
  };
  setInterval(beat, BEAT_MS).unref();
  allow = (limit) => {
    Atomics.store(shared, LIMIT_MS, limit * 1000);
    beat();
  };
  allow(seconds);
}

/** Changes how long the main thread may be blocked, where a watchdog was started. */
export function allowBlocking(seconds: number): void {
  allow?.(seconds);
}
