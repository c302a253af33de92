import type ts from "typescript";
import type { Change } from "../mutant.ts";

/** The changes that a node of the syntax tree suggests. */
export type Mutator = (node: ts.Node, source: ts.SourceFile) => readonly Change[];
