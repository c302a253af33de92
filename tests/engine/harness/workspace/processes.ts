import { readdirSync, readFileSync } from "node:fs";

/**
 * Ends what a killed CLI has left behind: its language host and its program do not notice for minutes. They are
 * known by their environment, which names the workspace's folder. Where the system has no `/proc`, nothing happens.
 *
 * @returns how many there were
 */
export function endLeftovers(root: string): number {
  const left = processIds().filter((id) => belongsTo(id, root));
  for (const id of left) {
    try {
      process.kill(id, "SIGKILL");
    } catch {
      // It has just ended by itself.
    }
  }
  return left.length;
}

function processIds(): number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((id) => id !== process.pid);
  } catch {
    return [];
  }
}

function belongsTo(id: number, root: string): boolean {
  try {
    return readFileSync(`/proc/${id}/environ`, "utf8").includes(`PULUMI_HOME=${root}/home`);
  } catch {
    // Somebody else's process, or one that has just ended.
    return false;
  }
}
