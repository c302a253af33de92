import type { Graph, Node } from "#graph/model";
import { indexGraph } from "#graph/query";

/**
 * Short, unique names for nodes, by URN: the logical name if it is unique, otherwise qualified by its components, its
 * class or its stack.
 */
export function labelNodes(nodes: readonly Node[], graph: Graph): ReadonlyMap<string, string> {
  const index = indexGraph(graph);
  const schemes: readonly ((node: Node) => string)[] = [
    ({ name }) => name,
    (node) => [index.componentPath(node), node.name].filter(Boolean).join("/"),
    ({ name, type }) => `${name} ${type.split(":").at(-1)}`,
    ({ name, urn }) => `${name} of ${urn.split("::")[0]?.replace("urn:pulumi:", "")}`,
    ({ urn }) => urn,
  ];
  const labels = new Map<string, string>();
  const label = (same: readonly Node[], [scheme, ...others]: typeof schemes): void => {
    for (const [text, alike] of Map.groupBy(same, scheme ?? (({ urn }) => urn))) {
      const [node] = alike;
      if (node && alike.length === 1) {
        labels.set(node.urn, text);
      } else {
        // Those that no scheme tells apart by itself start over with the next one.
        label(alike, others);
      }
    }
  };
  label([...new Map(nodes.map((node) => [node.urn, node])).values()], schemes);
  return labels;
}
