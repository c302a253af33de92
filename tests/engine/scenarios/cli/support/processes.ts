import { execFileSync } from "node:child_process";

/** A process and all that it started, directly or not. */
export function processTree(processId: number): number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const parents = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const tree = [processId];
  // The list grows while it is walked: each process in it brings its own.
  for (const parent of tree) {
    tree.push(...parents.flatMap(([id = 0, of]) => (of === parent ? id : [])));
  }
  return tree;
}

/** Ends a process and all that it started at once, as a machine does that loses its power. */
export function killTree(processId: number): void {
  for (const id of processTree(processId)) {
    process.kill(id, "SIGKILL");
  }
}
