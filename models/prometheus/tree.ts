import { createRequire } from "node:module";

type Parser = typeof import("@prometheus-io/lezer-promql").parser;

/** A node of a parsed expression, with its name in Prometheus' grammar. */
export type PromqlNode = ReturnType<Parser["parse"]>["topNode"];

/** The tree of an expression; what does not parse is in it as errors. */
export function parsePromql(expression: string): PromqlNode {
  return parser().parse(expression).topNode;
}

export function childrenOf(node: PromqlNode): readonly PromqlNode[] {
  const children: PromqlNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    children.push(child);
  }
  return children;
}

let loaded: Parser | undefined;

/** Loaded with the first expression: most commands read none. */
function parser(): Parser {
  loaded ??= (createRequire(import.meta.url)("@prometheus-io/lezer-promql") as { readonly parser: Parser })
    .parser;
  return loaded;
}
