import { writeSync } from "node:fs";
import type { PerformanceMark } from "node:perf_hooks";

/*
 * Loaded into every measured process ahead of its program (`--import`). When the process ends it writes what the
 * parent cannot see from outside to a fourth file descriptor: its processor time, its peak memory, its own marks. The
 * command line ends its process without the event, so the function that ends it reports, too.
 */
const ending = process as unknown as { reallyExit(code: number): never };
const { reallyExit } = ending;
let reported = false;

ending.reallyExit = (code) => {
  report();
  return reallyExit.call(process, code);
};
process.on("exit", report);

function report(): void {
  if (reported) {
    return;
  }
  reported = true;
  const marks = performance.getEntriesByType("mark") as PerformanceMark[];
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const text = {
    memoryKiB: maxRSS,
    processorMicroseconds: userCPUTime + systemCPUTime,
    marks: Object.fromEntries(marks.map(({ name, startTime, detail }) => [name, { startTime, detail }])),
  };
  writeSync(3, JSON.stringify(text));
}
