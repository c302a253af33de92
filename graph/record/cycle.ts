import type { Node } from "../model.ts";
import { describe, type RecordingFailure } from "./failure.ts";

/** URN to further URNs that a resource waits for, beside its parent, provider and dependencies. */
type Waits = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Finds resources that would wait for each other forever when deployed. A plan gets through, since it knows
 * every URN at once; the engine registers a resource only after its parent, its provider and all that its
 * inputs and `dependsOn` come from.
 */
export function findCycle(nodes: readonly Node[], waits: Waits): RecordingFailure | undefined {
  const byUrn = new Map(nodes.map((node) => [node.urn, node]));
  const before = (node: Node) =>
    [node.parent, node.provider, ...node.dependencies, ...(waits.get(node.urn) ?? [])].flatMap(
      (urn) => byUrn.get(urn ?? "") ?? [],
    );
  const clear = new Set<Node>();
  // Parents and providers come before what needs them: a cycle leads through a dependency.
  for (const start of nodes.filter(
    ({ urn, dependencies }) => dependencies.length > 0 || waits.get(urn)?.size,
  )) {
    const cycle = search(start, before, clear);
    if (cycle) {
      return failureOf(cycle);
    }
  }
  return undefined;
}

function failureOf([first, ...others]: readonly Node[]): RecordingFailure {
  const path = [...others.map(describe), "it again"].join(", which waits for ");
  return {
    message: `waits for ${path}; deployed, none of them would be registered`,
    resource: first && describe(first),
    source: first?.source,
    cause: undefined,
  };
}

/** Walks what a node waits for, depth first; the path that returns to itself is the cycle. */
function search(
  start: Node,
  before: (node: Node) => readonly Node[],
  clear: Set<Node>,
): readonly Node[] | undefined {
  const path: Node[] = [];
  const left: Iterator<Node>[] = [];
  const enter = (node: Node) => {
    path.push(node);
    left.push(before(node).values());
  };
  if (!clear.has(start)) {
    enter(start);
  }
  for (let steps = left.at(-1); steps; steps = left.at(-1)) {
    const { value: next, done } = steps.next();
    if (done) {
      left.pop();
      const node = path.pop();
      if (node) {
        clear.add(node);
      }
      continue;
    }
    const met = path.indexOf(next);
    if (met >= 0) {
      return path.slice(met);
    }
    if (!clear.has(next)) {
      enter(next);
    }
  }
  return undefined;
}
