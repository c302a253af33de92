import { writeSync } from "node:fs";
import type { PerformanceMark } from "node:perf_hooks";

/*
 * Loaded into every measured process ahead of its program (`--import`). When the process ends it writes what the
 * parent cannot see from outside to a fourth file descriptor: its processor time, its peak memory, its own marks.
 */
process.on("exit", () => {
  const marks = performance.getEntriesByType("mark") as PerformanceMark[];
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const report = {
    memoryKiB: maxRSS,
    processorMicroseconds: userCPUTime + systemCPUTime,
    marks: Object.fromEntries(marks.map(({ name, startTime, detail }) => [name, { startTime, detail }])),
  };
  writeSync(3, JSON.stringify(report));
});
