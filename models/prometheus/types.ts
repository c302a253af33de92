import { childrenOf, type PromqlNode } from "./tree.ts";

type Kind = "scalar" | "string" | "instant vector" | "range vector";

/** Functions over a range of samples. Source: Prometheus 3.5, promql/parser/functions.go. */
const OVER_RANGE =
  /^(rate|irate|increase|delta|idelta|deriv|changes|resets|predict_linear|holt_winters|double_exponential_smoothing|\w+_over_time)$/;

const SCALAR_FUNCTIONS = /^(time|pi|scalar)$/;

const COMPARISONS = ["Eql", "Neq", "Gtr", "Lss", "Gte", "Lte"];
const SET_OPERATORS = ["And", "Or", "Unless"];

/**
 * What Prometheus refuses in an expression that its grammar accepts, in the same words as its syntax: instant vectors
 * where a range is needed and the reverse, comparisons of scalars without `bool`, selectors that match everything, and
 * regular expressions that do not compile.
 */
export function typeProblem(tree: PromqlNode, text: string): string | undefined {
  const [expression] = childrenOf(tree).filter(({ name }) => name !== "LineComment");
  if (!expression) {
    return undefined;
  }
  const kind = kindOf(expression, text);
  return kind === "range vector" || kind === "string"
    ? `is a ${kind}, which is no result of a rule or a graph`
    : problemIn(expression, text);
}

function problemIn(node: PromqlNode, text: string): string | undefined {
  const own = CHECKS[node.name]?.(node, text);
  if (own !== undefined) {
    return own;
  }
  for (const child of childrenOf(node)) {
    const problem = problemIn(child, text);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

const CHECKS: Readonly<Record<string, (node: PromqlNode, text: string) => string | undefined>> = {
  FunctionCall: checkCall,
  AggregateExpr: (node, text) =>
    argumentsOf(node).some((argument) => kindOf(argument, text) === "range vector")
      ? `aggregates a range vector: "${shown(node, text)}"`
      : undefined,
  BinaryExpr: checkOperator,
  VectorSelector: (node, text) =>
    isEverything(node, text) ? `selects every series: "${shown(node, text)}"` : undefined,
  UnquotedLabelMatcher: checkMatcher,
  QuotedLabelMatcher: checkMatcher,
};

function checkCall(node: PromqlNode, text: string): string | undefined {
  const name = functionName(node, text);
  const ranges = argumentsOf(node).filter((argument) => kindOf(argument, text) === "range vector");
  if (OVER_RANGE.test(name)) {
    return ranges.length === 1
      ? undefined
      : `needs a range, such as [5m], in the argument of ${name}(): "${shown(node, text)}"`;
  }
  return ranges.length === 0 ? undefined : `gives ${name}() a range vector: "${shown(node, text)}"`;
}

function checkOperator(node: PromqlNode, text: string): string | undefined {
  const children = childrenOf(node);
  const [left, right] = [children[0], children.at(-1)];
  const kinds = [left, right].map((operand) => operand && kindOf(operand, text));
  const operator = (names: readonly string[]) => children.some(({ name }) => names.includes(name));
  const wrong = kinds.find((kind) => kind === "range vector" || kind === "string");
  if (wrong !== undefined) {
    return `has a ${wrong} beside an operator: "${shown(node, text)}"`;
  }
  const scalars = kinds.filter((kind) => kind === "scalar").length;
  if (operator(SET_OPERATORS) && scalars > 0) {
    return `has a scalar beside and, or, unless: "${shown(node, text)}"`;
  }
  return operator(COMPARISONS) && scalars === 2 && !children.some(({ name }) => name === "BoolModifier")
    ? `compares two scalars without bool: "${shown(node, text)}"`
    : undefined;
}

/** Go's regular expressions have no lookaround and no back references; those of JavaScript have no inline flags. */
function checkMatcher(node: PromqlNode, text: string): string | undefined {
  const { operator, value } = matcherOf(node, text);
  if (!operator.endsWith("~") || value.includes("\\Q")) {
    return undefined;
  }
  const invalid = `has an invalid regular expression: "${shown(node, text)}"`;
  if (/\(\?[=!]|\(\?<[=!]/.test(value)) {
    return invalid;
  }
  try {
    new RegExp(
      value
        .replace(/\(\?[a-zA-Z]+:/g, "(?:")
        .replace(/\(\?[a-zA-Z]+\)/g, "")
        .replaceAll("(?P<", "(?<"),
    );
    return undefined;
  } catch {
    return invalid;
  }
}

/** Whether a selector without a name only has matchers that an absent label satisfies. */
function isEverything(node: PromqlNode, text: string): boolean {
  const parts = childrenOf(node).flatMap((child) =>
    child.name === "LabelMatchers" ? childrenOf(child) : [child],
  );
  return parts.every((part) => part.name.endsWith("LabelMatcher") && matchesEmpty(matcherOf(part, text)));
}

interface Matcher {
  readonly operator: string;
  readonly value: string;
}

function matchesEmpty({ operator, value }: Matcher): boolean {
  switch (operator) {
    case "=":
      return value === "";
    case "!=":
      return value !== "";
    case "=~":
      return /^(\.\*)?$/.test(value);
    default:
      return value !== "" && value !== ".*";
  }
}

function matcherOf(node: PromqlNode, text: string): Matcher {
  const source = (name: string) => {
    const found = childrenOf(node).findLast((child) => child.name === name);
    return found ? text.slice(found.from, found.to) : "";
  };
  return { operator: source("MatchOp"), value: unquoted(source("StringLiteral")) };
}

/** The string that a literal stands for; within backquotes nothing is escaped. */
function unquoted(literal: string): string {
  const inner = literal.slice(1, -1);
  return literal.startsWith("`") ? inner : inner.replace(/\\(.)/g, "$1");
}

function kindOf(node: PromqlNode, text: string): Kind {
  switch (node.name) {
    case "MatrixSelector":
    case "SubqueryExpr":
      return "range vector";
    case "StringLiteral":
      return "string";
    case "NumberDurationLiteral":
      return "scalar";
    case "FunctionCall":
      return SCALAR_FUNCTIONS.test(functionName(node, text)) ? "scalar" : "instant vector";
    case "BinaryExpr": {
      const operands = childrenOf(node);
      const kinds = [operands[0], operands.at(-1)].map((operand) => operand && kindOf(operand, text));
      return kinds.every((kind) => kind === "scalar") ? "scalar" : "instant vector";
    }
    case "ParenExpr":
    case "UnaryExpr":
    case "OffsetExpr":
    case "StepInvariantExpr": {
      const inner = childrenOf(node).find(({ name }) => name !== "UnaryOp");
      return inner ? kindOf(inner, text) : "instant vector";
    }
    default:
      return "instant vector";
  }
}

function functionName(node: PromqlNode, text: string): string {
  const [identifier] = childrenOf(node);
  return identifier ? text.slice(identifier.from, identifier.to) : "";
}

function argumentsOf(node: PromqlNode): readonly PromqlNode[] {
  const body = childrenOf(node).find(({ name }) => name === "FunctionCallBody");
  return body ? childrenOf(body) : [];
}

function shown({ from, to }: PromqlNode, text: string): string {
  const source = text.slice(from, to);
  return source.length > 60 ? `${source.slice(0, 57)}...` : source;
}
