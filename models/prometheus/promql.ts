import { type PromqlNode, parsePromql } from "./tree.ts";
import { typeProblem } from "./types.ts";

/**
 * Why Prometheus would refuse an expression, as the end of a sentence that begins with "it"; undefined if it accepts it.
 * The operator drops all groups of an object with one such expression. Syntax is that of Prometheus' own grammar for
 * editors; see {@link typeProblem} for what is checked besides.
 */
export function promqlProblem(expression: string): string | undefined {
  // A component asks while it is constructed, a rule asks again.
  const known = problems.get(expression);
  if (known !== undefined || problems.has(expression)) {
    return known;
  }
  const tree = parsePromql(expression);
  const problem = syntaxProblem(tree, expression) ?? typeProblem(tree, expression);
  problems.set(expression, problem);
  return problem;
}

const problems = new Map<string, string | undefined>();

/**
 * The same for a query of a Grafana panel, which may contain variables: `$__rate_interval` stands for a duration,
 * others for a label's value, a name or a number.
 */
export function grafanaQueryProblem(query: string): string | undefined {
  const variable = /\$\{\w+(?::[\w.]+)?\}|\$\w+|\[\[\w+(?::[\w.]+)?\]\]/g;
  const durations = query
    .replace(/\$\{?__(?:rate_)?(?:interval|range)(?:_s|_ms)?\}?/g, "5m")
    .replace(/\[(?:\$\w+|\$\{\w+\})(?=[\]:])/g, "[5m");
  return promqlProblem(durations.replace(variable, "x"));
}

function syntaxProblem(tree: PromqlNode, expression: string): string | undefined {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) {
      return syntaxError(expression, cursor.from);
    }
  } while (cursor.next());
  return undefined;
}

function syntaxError(expression: string, at: number): string {
  const rest = expression.slice(at).trim();
  if (expression.trim() === "") {
    return "is empty";
  }
  return rest === ""
    ? `ends too early, after "${expression.trim().slice(-24)}"`
    : `has a syntax error at character ${at + 1}, at "${rest.slice(0, 24)}"`;
}
