import ts from "typescript";
import type { Change } from "./mutant.ts";
import { listChanges } from "./mutators/lists.ts";
import { logicChanges } from "./mutators/logic.ts";
import type { Mutator } from "./mutators/mutator.ts";
import { numberChanges } from "./mutators/numbers.ts";
import { statementChanges } from "./mutators/statements.ts";
import { stringChanges } from "./mutators/strings.ts";

const MUTATORS: readonly Mutator[] = [
  numberChanges,
  logicChanges,
  stringChanges,
  listChanges,
  statementChanges,
];

/** Every change of a source text: values, conditions, members of lists and objects, statements; no types, no imports. */
export function changesOf(file: string, text: string): Change[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const changes: Change[] = [];
  const visit = (node: ts.Node, inFunction: boolean): void => {
    if (ts.isTypeNode(node) || isDeclarationOnly(node) || isThrown(node)) {
      return;
    }
    for (const change of MUTATORS.flatMap((mutator) => mutator(node, source))) {
      changes.push({ ...change, inFunction });
    }
    const inside = inFunction || ts.isFunctionLike(node);
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(source, false);
  return changes.sort((a, b) => a.start - b.start || a.end - b.end);
}

function isDeclarationOnly(node: ts.Node): boolean {
  return (
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  );
}

/** Messages of errors are words; that an error is thrown at all is its statement's matter. */
function isThrown(node: ts.Node): boolean {
  return ts.isNewExpression(node) && node.expression.getText().endsWith("Error");
}
