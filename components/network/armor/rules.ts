import type * as inputs from "@pulumi/gcp/types/input.js";
import type { ArgumentChecks } from "../../core/arguments.ts";

/** A custom rule of an ArmorPolicy. */
export interface ArmorRule {
  /** Priority, 1 to 9,999, lowest first and unique; all other rules follow. */
  readonly priority: number;
  /**
   * "deny" responds with `status`; "allow" admits the request and skips all following rules, including WAF and rate
   * limit.
   */
  readonly action: "deny" | "allow";
  /** Status of denied requests. Default 403. */
  readonly status?: 403 | 404 | 502;
  /** Matching source ranges, at most ten; behind the edge they are Cloudflare's, not the visitors'. */
  readonly ranges?: readonly string[];
  /**
   * Matching expression in Cloud Armor's language (CEL), with at most five comparisons, such as
   * `request.path.startsWith('/admin')`. Either this or `ranges`.
   */
  readonly expression?: string;
  /** Description, at most 64 characters. Default: the rule's key. */
  readonly description?: string;
  /** Whether it is only logged. Default false. */
  readonly preview?: boolean;
}

/** A rule in the provider's form. */
export type PolicyRule = inputs.compute.SecurityPolicyRule;

/** The last rule of every policy, which the cloud requires. */
export const DEFAULT_PRIORITY = 2_147_483_647;

const LONGEST_DESCRIPTION = 64;
const MOST_RANGES = 10;
const MOST_SUBEXPRESSIONS = 5;
const LONGEST_EXPRESSION = 2048;

/** Fails for rules that Cloud Armor would refuse. Source: Cloud Armor, quotas and limits. */
export function checkRules(checks: ArgumentChecks, rules: Readonly<Record<string, ArmorRule>>): void {
  const taken = new Map<number, string>();
  for (const [key, rule] of Object.entries(rules)) {
    const at = `rules["${key}"]`;
    const { priority, ranges, expression, description = key } = rule;
    checks.whole(`${at}.priority`, priority, 1, 9999, "before the WAF, the limit and who is admitted");
    checks.unique(`${at}.priority`, priority, taken, key, { values: "numbers", owner: "rule" });
    checks.that(
      description.length <= LONGEST_DESCRIPTION,
      `${at}.description`,
      description,
      `at most ${LONGEST_DESCRIPTION} characters`,
    );
    checks.that(
      (ranges === undefined) !== (expression === undefined),
      `${at}.ranges`,
      ranges,
      "given, or else an expression, but not both",
    );
    checks.that(
      ranges === undefined || (ranges.length > 0 && ranges.length <= MOST_RANGES),
      `${at}.ranges`,
      ranges,
      `1 to ${MOST_RANGES} ranges; more go into another rule`,
    );
    for (const range of ranges ?? []) {
      checkRange(checks, `${at}.ranges`, range);
    }
    if (expression !== undefined) {
      checkExpression(checks, `${at}.expression`, expression);
    }
    checks.that(
      rule.status === undefined || rule.action === "deny",
      `${at}.status`,
      rule.status,
      "none for what is allowed",
    );
  }
}

/** Fails for an invalid range; the cloud checks for host bits. */
export function checkRange(checks: ArgumentChecks, argument: string, range: string): void {
  checks.matches(
    argument,
    range,
    /^(\d{1,3}(\.\d{1,3}){3}\/\d{1,2}|[0-9a-f:]*::?[0-9a-f:]*\/\d{1,3})$/i,
    "ranges such as 192.0.2.0/24 or 2001:db8::/32",
  );
}

function checkExpression(checks: ArgumentChecks, argument: string, expression: string): void {
  checks.that(
    expression.trim() !== "" && expression.length <= LONGEST_EXPRESSION,
    argument,
    expression,
    `1 to ${LONGEST_EXPRESSION} characters`,
  );
  const count = subexpressions(expression);
  checks.that(
    count <= MOST_SUBEXPRESSIONS,
    argument,
    expression,
    `at most ${MOST_SUBEXPRESSIONS} comparisons joined by && and || (here ${count})`,
  );
}

/** Comparisons joined by `&&` and `||`; text in quotes is ignored. */
export function subexpressions(expression: string): number {
  const bare = expression.replaceAll(/'(\\.|[^'\\])*'|"(\\.|[^"\\])*"/g, "''");
  return bare.split(/&&|\|\|/).length;
}

/** The rules in the provider's form. */
export function toArmorRules(rules: Readonly<Record<string, ArmorRule>>): PolicyRule[] {
  return Object.entries(rules).map(([key, rule]) => ({
    priority: rule.priority,
    action: rule.action === "allow" ? "allow" : `deny(${rule.status ?? 403})`,
    description: rule.description ?? key,
    preview: rule.preview ?? false,
    match: rule.expression === undefined ? fromRanges(rule.ranges ?? []) : byExpression(rule.expression),
  }));
}

export function fromRanges(ranges: readonly string[]): PolicyRule["match"] {
  return { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: [...ranges] } };
}

export function byExpression(expression: string): PolicyRule["match"] {
  return { expr: { expression } };
}

/** Ranges in groups that fit in one rule each. */
export function inRules(ranges: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (let at = 0; at < ranges.length; at += MOST_RANGES) {
    groups.push(ranges.slice(at, at + MOST_RANGES));
  }
  return groups;
}
