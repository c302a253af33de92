import type { Graph } from "#graph/model";
import { stackKey, stackNodes } from "#graph/stacks";
import { PolicyContext } from "./context.ts";
import { type NotLookedInto, notLookedInto } from "./coverage/coverage.ts";
import {
  covers,
  EXCEPTION_EXPIRED,
  EXCEPTION_UNUSED,
  type Exception,
  exceptionMatcher,
  hasExpired,
} from "./exceptions/exception.ts";
import type { Enforcement, Rule, RuleMetadata, Severity } from "./rule.ts";

export type { NotLookedInto } from "./coverage/coverage.ts";

/** A violation that a rule found. Plain data, as `--json` prints it. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly enforcement: Enforcement;
  readonly urn: string;
  readonly message: string;
  /** The violating property, such as `spec.replicas`; empty for the resource as a whole. */
  readonly path: string;
  readonly fix: string;
}

/** A rule that is undecided for a resource until deployment, because a property it reads is unknown or secret. */
export interface UnknownOutcome {
  readonly rule: string;
  readonly severity: Severity;
  readonly urn: string;
  /** The first unreadable property. */
  readonly path: string;
  /** All unreadable properties, including the first, each once. */
  readonly paths: readonly string[];
  /** Set where an exception accepts what the rule may find. */
  readonly waived?: true;
}

/** A finding that is accepted for a limited time. */
export interface ExceptedFinding extends Finding {
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

export interface CheckResult {
  /** Worst first: by severity, then rule, resource and property. */
  readonly findings: readonly Finding[];
  readonly unknown: readonly UnknownOutcome[];
  readonly excepted: readonly ExceptedFinding[];
  /** What may hold something that a rule judges, and no rule sees. In the order of the graph. */
  readonly notLookedInto: readonly NotLookedInto[];
  /** Numbers of rules, of checked resources, and of evaluations of a rule on a resource. */
  readonly checked: { readonly rules: number; readonly resources: number; readonly evaluations: number };
}

/** Accepted findings, and the day of the check. */
export interface CheckOptions {
  /** Rules whose types count as looked into, also where only some of the rules are checked. Default: the rules. */
  readonly catalog?: readonly RuleMetadata[];
  /** Default none. */
  readonly exceptions?: readonly Exception[];
  /** Day against which expiry is checked, such as `2026-11-21`; an argument, so that a check is reproducible. */
  readonly today: string;
  /** The environment that the stack declares, such as `prod`. Default: rules take it from the stack's name. */
  readonly environment?: string | undefined;
}

/**
 * Checks a graph offline, that of a stack or of several joined. The result depends only on the graph, rules and
 * options.
 *
 * @public
 * @throws the error of a defective rule; unknown values never cause one
 */
export function check(graph: Graph, rules: readonly Rule[], options: CheckOptions): CheckResult {
  const { exceptions = [], today, environment, catalog = rules } = options;
  const context = new PolicyContext(graph, environment);
  const relevant = exceptions.filter((exception) =>
    graph.stacks.some(({ stack }) => exceptionMatcher(exception).stack(stack)),
  );
  const used = new Set<Exception>();
  const findings: Finding[] = [];
  const unknown: UnknownOutcome[] = [];
  const excepted: ExceptedFinding[] = [];
  let evaluations = 0;

  for (const rule of rules) {
    const candidates = relevant.filter((exception) => exception.rule === rule.id);
    for (const resource of context.judgedBy(rule.appliesTo)) {
      evaluations += 1;
      const { violations, unknown: unreadable } = rule.evaluate(resource, context);
      if (violations.length === 0 && unreadable.length === 0) {
        continue;
      }
      const matching = candidates.filter((exception) => covers(exception, resource, context));
      const valid = matching.find((exception) => !hasExpired(exception, today));
      for (const exception of matching) {
        used.add(exception);
      }
      for (const { message, path, severity = rule.severity } of violations) {
        const finding = { ...findingOf(rule, resource.urn, message, path), severity };
        if (valid) {
          const { reason, owner, expires } = valid;
          excepted.push({ ...finding, reason, owner, expires });
        } else {
          findings.push(finding);
        }
      }
      const [first] = unreadable;
      if (first) {
        const paths = unreadable.map(({ path }) => path);
        const outcome = {
          rule: rule.id,
          severity: rule.severity,
          urn: resource.urn,
          path: first.path,
          paths,
        };
        unknown.push(valid ? { ...outcome, waived: true } : outcome);
      }
    }
  }
  findings.push(...exceptionFindings(relevant, used, rules, today, graph));
  return {
    findings: findings.sort(worstFirst),
    unknown: unknown.sort(worstFirst),
    excepted: excepted.sort(worstFirst),
    notLookedInto: notLookedInto(graph.nodes, catalog),
    checked: { rules: rules.length, resources: graph.nodes.length, evaluations },
  };
}

/**
 * Whether the result stops a deployment: a finding of a mandatory rule does.
 *
 * @param strict whether what is not decided does too, see {@link isUndecided}. Default false
 */
export function fails(result: CheckResult, strict = false): boolean {
  const isBroken = result.findings.some(({ enforcement }) => enforcement === "mandatory");
  return isBroken || (strict && isUndecided(result));
}

/**
 * Whether something stays open that a strict gate does not let pass: a rule that is unknown, unless an exception accepts
 * it, or what no rule looks into.
 */
function isUndecided({ unknown, notLookedInto }: CheckResult): boolean {
  return notLookedInto.length > 0 || unknown.some(({ waived }) => !waived);
}

/** Identity of a finding across runs and plans: its rule, resource and property, not its message. */
export function findingKey({ rule, urn, path }: Pick<Finding, "rule" | "urn" | "path">): string {
  return JSON.stringify([rule, urn, path]);
}

function findingOf(
  rule: Omit<RuleMetadata, "appliesTo">,
  urn: string,
  message: string,
  path: string,
): Finding {
  const { id, severity, enforcement, fix } = rule;
  return { rule: id, severity, enforcement, urn, message, path, fix };
}

function exceptionFindings(
  exceptions: readonly Exception[],
  used: ReadonlySet<Exception>,
  rules: readonly Rule[],
  today: string,
  graph: Graph,
): Finding[] {
  const known = new Set(rules.map((rule) => rule.id));
  const byStack = stackNodes(graph);
  return exceptions.flatMap((exception) => {
    const { rule, resource, owner, expires } = exception;
    const stack = graph.stacks.find((each) => exceptionMatcher(exception).stack(each.stack));
    const stackUrn = (stack && byStack.get(stackKey(stack))?.urn) ?? "";
    const which = `the exception from ${rule} for ${resource}`;
    if (!used.has(exception)) {
      const because = known.has(rule) ? "nothing there breaks the rule" : "there is no such rule";
      return findingOf(EXCEPTION_UNUSED, stackUrn, `${which} is not needed: ${because}`, "");
    }
    return hasExpired(exception, today)
      ? findingOf(EXCEPTION_EXPIRED, stackUrn, `${which} expired on ${expires}; its owner is ${owner}`, "")
      : [];
  });
}

const RANK: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };

type Sortable = Pick<Finding, "rule" | "severity" | "urn" | "path"> & { readonly message?: string };

function worstFirst(a: Sortable, b: Sortable): number {
  return (
    RANK[a.severity] - RANK[b.severity] ||
    order(a.rule, b.rule) ||
    order(a.urn, b.urn) ||
    order(a.path, b.path) ||
    order(a.message ?? "", b.message ?? "")
  );
}

/** By code unit, so that the order does not depend on the locale. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
