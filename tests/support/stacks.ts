import { loadStack } from "#cli/shared/load";
import type { Graph, Node, Value } from "#graph/model";
import { isRecord } from "#graph/model";
import { REPOSITORY } from "./project.ts";

const planned = new Map<string, Promise<Graph>>();

/** The graph of one of the repository's stacks, planned once in a test run. */
export function stackGraph(stack: string): Promise<Graph> {
  let graph = planned.get(stack);
  if (!graph) {
    graph = loadStack(stack, REPOSITORY).then((loaded) => loaded.graph);
    planned.set(stack, graph);
  }
  return graph;
}

/** The one node of a type whose name is given; a type may be its last part, such as `Deployment`. */
export function findNode(graph: Graph, kind: string, name: string): Node {
  const found = graph.nodes.filter((node) => node.name === name && node.type.split(":").at(-1) === kind);
  const [node] = found;
  if (!node || found.length > 1) {
    throw new Error(
      `${graph.stacks.map(({ stack }) => stack).join(" and ")} has ${found.length} nodes ${kind} "${name}"`,
    );
  }
  return node;
}

/** A value inside inputs by a dotted path; numbers index lists. */
export function valueAt(value: Value | undefined, path: string): Value | undefined {
  let at = value;
  for (const step of path.split(".")) {
    at = Array.isArray(at) ? at[Number(step)] : isRecord(at) ? at[step] : undefined;
  }
  return at;
}
