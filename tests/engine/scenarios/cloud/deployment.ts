import { join } from "node:path";
import type { EngineResource } from "../../harness/state.ts";
import { Workspace } from "../../harness/workspace/workspace.ts";

/** Packages behind which there is a cloud; random values live in the state alone. */
const CALLS_OUTSIDE = ["cloudflare", "gcp"];

/**
 * The small program, ready to be deployed.
 *
 * @param options `killed` for engines that faults kill, with the providers that they have started
 */
export function deployment({ killed = false } = {}): Promise<Workspace> {
  return Workspace.create({
    project: join(import.meta.dirname, "program"),
    stack: "dev",
    links: ["index.ts", "program.ts", "platform.ts"],
    checkpoints: true,
    startsProviders: killed,
  });
}

/** What stands in the cloud and not in the state, and the other way round; nothing stands in either twice. */
export interface Balance {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

/** Compares the simulated clouds with the state, one by one. */
export function balance(workspace: Workspace): Balance {
  const { resources = [] } = workspace.state();
  const known = resources.filter(isInCloud).map(({ type, id }) => `${type} ${id}`);
  const there = workspace.cloud.all().map(({ type, id }) => `${type} ${id}`);
  return {
    lost: without(known, there),
    doubled: without(there, known),
  };
}

/** Whether a resource of the state has its counterpart in a simulated cloud. */
export function isInCloud({ type, custom }: EngineResource): boolean {
  return custom && CALLS_OUTSIDE.some((name) => type.startsWith(`${name}:`));
}

/** What one list has more often than another. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const rest = [...other];
  return list.filter((item) => {
    const at = rest.indexOf(item);
    if (at >= 0) {
      rest.splice(at, 1);
    }
    return at < 0;
  });
}

/** The same numbers in every run (mulberry32), so that a failure can be had again. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
