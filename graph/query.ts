import type { Graph, Node, SourcePosition } from "./model.ts";
import { STACK_TYPE } from "./stacks.ts";

/** A graph with its parents, children and URNs looked up once. */
export interface GraphIndex {
  readonly byUrn: ReadonlyMap<string, Node>;
  /** Nodes whose parent has this URN, in the graph's order. */
  children(urn: string): readonly Node[];
  /** From the parent outwards, the stack last. */
  ancestors(urn: string): readonly Node[];
  /** Names of the components around a node, the outermost first, such as `ingress/nginx`; empty at the top. */
  componentPath(node: Node): string;
  /**
   * Where the program, rather than a component it uses, constructs what a node belongs to: the position of the
   * outermost resource around it, or its own.
   */
  programPosition(node: Node): SourcePosition | undefined;
}

/** Prepares a graph for questions about its structure. */
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

/** The package that a type token belongs to: `kubernetes` of `kubernetes:apps/v1:Deployment`, and of its provider. */
export function providerPackage(type: string): string {
  const [head = "", kind, ...rest] = type.split(":");
  return head === "pulumi" && kind === "providers" ? rest.join(":") : head;
}
