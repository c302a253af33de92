import type { Graph } from "./model.ts";
import { StacksError, stackKey } from "./stacks.ts";

/**
 * Joins several graphs, such as a system's slices, in the given order.
 *
 * @public
 * @throws StacksError when two of them contain the same stack, whose resources would share their URNs
 */
export function joinGraphs(graphs: readonly Graph[]): Graph {
  const stacks = graphs.flatMap((graph) => graph.stacks);
  const seen = new Set<string>();
  for (const stack of stacks) {
    const key = stackKey(stack);
    if (seen.has(key)) {
      throw new StacksError(
        `two graphs hold stack ${stack.stack} of project ${stack.project}, whose resources have the same URNs`,
      );
    }
    seen.add(key);
  }
  return { stacks, nodes: graphs.flatMap(({ nodes }) => nodes) };
}
