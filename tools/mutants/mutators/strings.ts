import ts from "typescript";
import type { Change } from "../mutant.ts";
import type { Mutator } from "./mutator.ts";
import { changedNumbers } from "./numbers.ts";

/** Members whose text is for readers. */
const WORDS = new Set([
  "title",
  "message",
  "fix",
  "description",
  "summary",
  "reason",
  "source",
  "help",
  "docs",
]);
const COMPARISONS: Readonly<Record<string, string>> = {
  ">=": "<=",
  "<=": ">=",
  ">": "<",
  "<": ">",
  "==": "!=",
  "!=": "==",
};
/** Of expressions: a comparison between spaces, as PromQL has. */
const COMPARISON = /(?<= )(?:>=|<=|==|!=|>|<)(?= )/;
/** A number by itself, perhaps with a unit. */
const NUMBER = /(?<![\w.$/-])\d+(?:\.\d+)?(?![\d.]|-\w)/g;

/** Another text for a name, id, host or kind; in an expression, other numbers and comparisons; anchors left out of patterns. */
export const stringChanges: Mutator = (node, source) => {
  if (ts.isRegularExpressionLiteral(node)) {
    return patternChanges(node, source);
  }
  if (!isText(node) || isForReaders(node, source)) {
    return [];
  }
  const start = node.getStart(source);
  if (ts.isStringLiteral(node) && !isExpression(node.text)) {
    return isName(node) || isProse(node.text)
      ? []
      : [{ start, end: node.end, replacement: JSON.stringify(`${node.text}-x`), mutator: "string" }];
  }
  const text = source.text.slice(start, node.end);
  return isProse(text) && !isExpression(text)
    ? []
    : [...numbersIn(text, start), ...comparisonsIn(text, start)];
};

function isText(node: ts.Node): boolean {
  return (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node)
  );
}

/** Keys of objects and of accesses: another name is a dropped property. */
function isName(node: ts.StringLiteral): boolean {
  return ts.isPropertyAssignment(node.parent) && node.parent.name === node;
}

function isForReaders(node: ts.Node, source: ts.SourceFile): boolean {
  const property = ts.findAncestor(
    node,
    (ancestor) => ts.isPropertyAssignment(ancestor) || ts.isStatement(ancestor),
  );
  return (
    property !== undefined && ts.isPropertyAssignment(property) && WORDS.has(property.name.getText(source))
  );
}

function isProse(text: string): boolean {
  return (
    text
      .trim()
      .split(/\s+/)
      .filter((word) => /^[A-Za-z'’]+[,.:;]?$/.test(word)).length >= 3
  );
}

function isExpression(text: string): boolean {
  return /[({].*(?:[<>]|[!=]=|[=!]~|=").*|\w\(.*\)/.test(text) || COMPARISON.test(text);
}

function numbersIn(text: string, start: number): Change[] {
  return [...text.matchAll(NUMBER)].flatMap(({ 0: found, index }) =>
    changedNumbers(Number(found)).map((changed) => ({
      start: start + index,
      end: start + index + found.length,
      replacement: String(changed),
      mutator: "number in text",
    })),
  );
}

function comparisonsIn(text: string, start: number): Change[] {
  return [...text.matchAll(new RegExp(COMPARISON, "g"))].map(({ 0: found, index }) => ({
    start: start + index,
    end: start + index + found.length,
    replacement: COMPARISONS[found] ?? found,
    mutator: "comparison in text",
  }));
}

function patternChanges(node: ts.RegularExpressionLiteral, source: ts.SourceFile): Change[] {
  const start = node.getStart(source);
  const { text } = node;
  const last = text.lastIndexOf("/");
  return [
    ...(text.startsWith("/^")
      ? [{ start: start + 1, end: start + 2, replacement: "", mutator: "anchor" }]
      : []),
    ...(text[last - 1] === "$" && text[last - 2] !== "\\"
      ? [{ start: start + last - 1, end: start + last, replacement: "", mutator: "anchor" }]
      : []),
  ].filter(() => text !== "/^$/");
}
