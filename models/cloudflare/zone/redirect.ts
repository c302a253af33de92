import { type Facts, textOf } from "../expression/evaluate.ts";
import { parse } from "../expression/parse.ts";
import { number, type Table, table, text } from "./values.ts";

/** Status of a redirect rule. */
export function redirectStatus(parameters: Table): number {
  return number(table(parameters["fromValue"])?.["statusCode"]) ?? 301;
}

/**
 * Target of a redirect rule for a request.
 *
 * @param facts fields of the request
 * @throws ExpressionError when the target uses a function that is not evaluated here
 */
export function redirectTarget(parameters: Table, facts: Facts): string | undefined {
  const from = table(parameters["fromValue"]);
  const target = table(from?.["targetUrl"]);
  const expression = text(target?.["expression"]);
  const base = expression === undefined ? text(target?.["value"]) : dynamicTarget(expression, facts);
  const query = String(facts["http.request.uri.query"] ?? "");
  return base !== undefined && query !== "" && from?.["preserveQueryString"] === true
    ? `${base}?${query}`
    : base;
}

/** A target of a redirect rule, with one letter for what a star or the path may be. */
export function sampleTarget(parameters: Table): string | undefined {
  const target = table(table(parameters["fromValue"])?.["targetUrl"]);
  const pattern = patternIn(text(target?.["expression"]) ?? "true");
  return redirectTarget(parameters, { "http.request.uri.path": pattern?.replaceAll("*", "x") ?? "/x" });
}

/** The pattern that an expression replaces, if it does. */
function patternIn(expression: string): string | undefined {
  const parsed = parse(expression);
  const call = parsed.kind === "truth" && parsed.of.kind === "call" ? parsed.of : undefined;
  const pattern = call?.name === "wildcard_replace" ? call.arguments[1] : undefined;
  return pattern?.kind === "text" ? pattern.value : undefined;
}

function dynamicTarget(expression: string, facts: Facts): string | undefined {
  const parsed = parse(expression);
  return parsed.kind === "truth" ? textOf(parsed.of, facts) : undefined;
}
