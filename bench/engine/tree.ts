import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** What a process and all that it started used, together. */
export interface TreeUsage {
  readonly wallSeconds: number;
  /** User and system time. */
  readonly processorSeconds: number;
  /** The part of it that Pulumi's providers took. */
  readonly providerSeconds: number;
  /** Largest sum of resident sets at one time; what processes share counts for each of them. */
  readonly memoryMiB: number;
  /** The most processes at one time. */
  readonly processes: number;
}

const SAMPLE_MILLISECONDS = 20;
/** New processes are looked for less often, since that reads a file of every process of the machine. */
const SAMPLES_PER_SEARCH = 5;
// Linux on every architecture that Node runs on. Source: proc_pid_stat(5), sysconf(3).
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/** Whether this machine tells what processes use, as Linux does. */
export function canMeasureTrees(): boolean {
  return existsSync("/proc/self/stat");
}

interface Stat {
  readonly parent: number;
  readonly processorSeconds: number;
  readonly memoryMiB: number;
}

/** Watches a process that was just started, and all that it starts, until it ends. */
export async function watchTree(processId: number, ended: Promise<unknown>): Promise<TreeUsage> {
  const started = performance.now();
  const processorSeconds = new Map<number, number>();
  const providers = new Set<number>();
  let tree: readonly number[] = [processId];
  let memoryMiB = 0;
  let processes = 0;
  let over = false;
  const end = ended.finally(() => {
    over = true;
  });
  for (let sample = 0; !over; sample++) {
    if (sample % SAMPLES_PER_SEARCH === 0) {
      tree = membersOf(processId);
      for (const member of tree.filter(isProvider)) {
        providers.add(member);
      }
    }
    let sum = 0;
    let living = 0;
    for (const member of tree) {
      const stat = statOf(member);
      if (stat) {
        processorSeconds.set(member, stat.processorSeconds);
        sum += stat.memoryMiB;
        living += 1;
      }
    }
    memoryMiB = Math.max(memoryMiB, sum);
    processes = Math.max(processes, living);
    await Promise.race([end, wait(SAMPLE_MILLISECONDS)]);
  }
  const wallSeconds = (performance.now() - started) / 1000;
  await end;
  const secondsOf = (members: Iterable<number>) =>
    [...members].reduce((sum, member) => sum + (processorSeconds.get(member) ?? 0), 0);
  return {
    wallSeconds,
    processorSeconds: secondsOf(processorSeconds.keys()),
    providerSeconds: secondsOf(providers),
    memoryMiB,
    processes,
  };
}

function isProvider(processId: number): boolean {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, "utf8").includes("/pulumi-resource-");
  } catch {
    return false;
  }
}

/** The process and all below it. */
function membersOf(processId: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const id = Number(name);
    const stat = Number.isInteger(id) ? statOf(id) : undefined;
    if (stat) {
      children.set(stat.parent, [...(children.get(stat.parent) ?? []), id]);
    }
  }
  const members = [processId];
  // The list grows while it is walked: each process in it brings its own.
  for (const member of members) {
    members.push(...(children.get(member) ?? []));
  }
  return members;
}

/** What the kernel says of a process; nothing once it is gone. */
function statOf(processId: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, "utf8");
    // The second field is the command in parentheses, which may hold anything.
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [parent = 0, user = 0, system = 0, pages = 0] = [fields[1], fields[11], fields[12], fields[21]];
    return {
      parent,
      processorSeconds: (user + system) / TICKS_PER_SECOND,
      memoryMiB: (pages * PAGE_BYTES) / 2 ** 20,
    };
  } catch {
    return undefined;
  }
}
