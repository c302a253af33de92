import ts from "typescript";
import type { Change } from "../mutant.ts";
import type { Mutator } from "./mutator.ts";

/** Lists without one of their members, objects without one of their properties. */
export const listChanges: Mutator = (node, source) => {
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.map((element) => dropped(element, source, "element"));
  }
  return ts.isObjectLiteralExpression(node)
    ? node.properties
        .filter((property) => !ts.isMethodDeclaration(property) && !isLabel(property))
        .map((property) => dropped(property, source, "property"))
    : [];
};

/** What only readers see. */
function isLabel(property: ts.ObjectLiteralElementLike): boolean {
  return ["title", "fix", "description", "summary", "reason"].includes(property.name?.getText() ?? "");
}

function dropped(node: ts.Node, source: ts.SourceFile, mutator: string): Change {
  const after = /^\s*,/.exec(source.text.slice(node.end))?.[0].length ?? 0;
  return { start: node.getStart(source), end: node.end + after, replacement: "", mutator };
}
