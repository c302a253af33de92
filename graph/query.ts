import type { Graph, Node, SourcePosition } from "./model.ts";
import { STACK_TYPE } from "./stacks.ts";

/** A graph with its parents, children and URNs indexed. @public */
export interface GraphIndex {
  readonly byUrn: ReadonlyMap<string, Node>;
  /** Nodes whose parent has this URN, in the graph's order. */
  children(urn: string): readonly Node[];
  /** From the parent outward, the stack last. */
  ancestors(urn: string): readonly Node[];
  /** Names of the components that contain a node, outermost first, such as `ingress/nginx`; empty at the top level. */
  componentPath(node: Node): string;
  /**
   * Where the program, rather than one of its components, constructs a node: the position of its outermost ancestor, or
   * its own.
   */
  programPosition(node: Node): SourcePosition | undefined;
}

/** Indexes a graph for queries about its structure. */
export function indexGraph(graph: Graph): GraphIndex {
  const byUrn = new Map(graph.nodes.map((node) => [node.urn, node]));
  const children = Map.groupBy(graph.nodes, ({ parent }) => parent ?? "");

  const ancestors = (urn: string): Node[] => {
    const found: Node[] = [];
    for (let at = parentOf(urn); at; at = parentOf(at.urn)) {
      found.push(at);
    }
    return found;
  };
  const parentOf = (urn: string) => byUrn.get(byUrn.get(urn)?.parent ?? "");

  return {
    byUrn,
    children: (urn) => children.get(urn) ?? [],
    ancestors,
    componentPath: ({ urn }) =>
      ancestors(urn)
        .filter(({ custom, type }) => !custom && type !== STACK_TYPE)
        .map(({ name }) => name)
        .reverse()
        .join("/"),
    programPosition: (node) => [node, ...ancestors(node.urn)].findLast(({ source }) => source)?.source,
  };
}

/** The package of a type token: `kubernetes` for `kubernetes:apps/v1:Deployment`, and for its provider. */
export function providerPackage(type: string): string {
  const [head = "", kind, ...rest] = type.split(":");
  return head === "pulumi" && kind === "providers" ? rest.join(":") : head;
}
