import { type Graph, isRecord, type Node, type Value } from "#graph/model";
import type { Terminal } from "./terminal/terminal.ts";

/** Times of resources that the cloud refuses once they have passed. Source: the types' documentation in the SDKs. */
const TIMES: Readonly<Record<string, readonly string[]>> = {
  "gcp:secretmanager/secret:Secret": ["rotation.nextRotationTime", "expireTime"],
  "cloudflare:index/accountToken:AccountToken": ["expiresOn"],
  "cloudflare:index/apiToken:ApiToken": ["expiresOn"],
};

/** A time that a plan sends although it has passed. */
export interface PastTime {
  readonly node: Node;
  readonly path: string;
  /** Day such as `2026-10-30`. */
  readonly day: string;
}

/**
 * Times in a plan that lie before a day. A plan never reads the clock, so they age with the epoch in the stack file.
 *
 * @param today day such as `2026-11-21`
 */
export function pastTimes(graph: Graph, today: string): PastTime[] {
  return graph.nodes.flatMap((node) =>
    (TIMES[node.type] ?? []).flatMap((path) => {
      const time = at(node.inputs, path);
      const day = typeof time === "string" ? time.slice(0, 10) : undefined;
      return day !== undefined && day < today ? [{ node, path, day }] : [];
    }),
  );
}

/** Warns of times that have passed, with the command that moves the epoch they count from. */
export function warnOfPastTimes(graph: Graph, stack: string, terminal: Terminal): void {
  const past = pastTimes(graph, terminal.today);
  const [first] = past;
  if (first) {
    const names = past.map(({ node }) => node.name).join(", ");
    terminal.error(
      `${terminal.paint("look", "warning")}: ${first.path} is ${first.day}, which has passed, in ${names}; ` +
        `the cloud refuses to create them\n  npx strata rotate ${stack} --apply   moves the stack file's rotation epoch to today\n`,
    );
  }
}

function at(value: Value, path: string): Value | undefined {
  return path
    .split(".")
    .reduce<Value | undefined>((found, key) => (isRecord(found) ? found[key] : undefined), value);
}
