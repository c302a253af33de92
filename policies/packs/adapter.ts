import type {
  PolicyComplianceFramework,
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { type Ancestry, type Exception, exceptionMatcher, hasExpired } from "../exceptions/exception.ts";
import { FRAMEWORKS, type FrameworkName, frameworkLabels } from "../frameworks.ts";
import type { Unreadable } from "../property.ts";
import { applies, evaluateAlone, type Rule } from "../rule.ts";
import { Stack, Subject } from "../subject.ts";
import { type EngineNode, nodeOfResource, nodeOfStackResource } from "./nodes.ts";
import { Seen } from "./seen.ts";

/** What is accepted, and on which day the pack runs; as in the offline check. */
export interface PackOptions {
  readonly exceptions: readonly Exception[];
  /** Such as `2026-11-21`. */
  readonly today: string;
}

type Policy = ResourceValidationPolicy | StackValidationPolicy;

/**
 * The rules as policies of a Pulumi policy pack. A violation is reported with the rule's own enforcement
 * level; a rule that meets an unknown value fails with the engine's own error for it, which the engine shows
 * as advisory: "can't run policy … during preview".
 */
export function policiesOf(rules: readonly Rule[], options: PackOptions): Policy[] {
  const seen = new Seen();
  return rules.map((rule) =>
    rule.scope === "resource" ? resourcePolicy(rule, options, seen) : stackPolicy(rule, options, seen),
  );
}

function resourcePolicy(rule: Rule, options: PackOptions, seen: Seen): ResourceValidationPolicy {
  return {
    ...wordsOf(rule),
    validateResource(args, report) {
      seen.add(args);
      if (!applies(rule, args.type)) {
        return;
      }
      const engineNode = nodeOfResource(args);
      const subject = new Subject(engineNode.node);
      const { violations, unreadable } = evaluateAlone(rule, subject);
      if (!isExcepted(rule, subject, seen, options)) {
        reportAll(violations, subject, report);
      }
      fail(unreadable, [engineNode]);
    },
  };
}

function stackPolicy(rule: Rule, options: PackOptions, seen: Seen): StackValidationPolicy {
  return {
    ...wordsOf(rule),
    validateStack({ resources }, report) {
      const engineNodes = resources.map((each) => nodeOfStackResource(each, seen.inputsOf(each.urn)));
      const stack = new Stack({ nodes: engineNodes.map(({ node }) => node) });
      const unreadable: Unreadable[] = [];
      for (const subject of stack.subjects) {
        if (!applies(rule, subject.type)) {
          continue;
        }
        const outcome = rule.evaluate(subject, stack);
        unreadable.push(...outcome.unreadable);
        if (!isExcepted(rule, subject, stack, options)) {
          reportAll(outcome.violations, subject, report);
        }
      }
      fail(unreadable, engineNodes);
    },
  };
}

function reportAll(
  violations: readonly { readonly message: string; readonly path: string }[],
  subject: Subject,
  report: ReportViolation,
): void {
  for (const { message, path } of violations) {
    report(path === "" ? message : `${message} [${path}]`, subject.urn);
  }
}

/** Ends the policy with the engine's own error for the first value that could not be read. */
function fail(unreadable: readonly Unreadable[], engineNodes: readonly EngineNode[]): void {
  const [first] = unreadable;
  if (first) {
    throw engineNodes.map((each) => each.errorOf(first.marker)).find(Boolean) ?? first;
  }
}

function isExcepted(
  rule: Rule,
  subject: Subject,
  ancestry: Ancestry,
  { exceptions, today }: PackOptions,
): boolean {
  const stack = subject.urn.split(":")[2] ?? "";
  return exceptions.some((exception) => {
    const matcher = exceptionMatcher(exception);
    return (
      exception.rule === rule.id &&
      !hasExpired(exception, today) &&
      matcher.stack(stack) &&
      matcher.resource(subject, ancestry)
    );
  });
}

function wordsOf(rule: Rule) {
  const framework = frameworkOf(rule);
  return {
    name: rule.id,
    description: rule.title,
    enforcementLevel: rule.enforcement,
    severity: rule.severity,
    tags: frameworkLabels(rule.frameworks),
    remediationSteps: `${rule.fix}. ${rule.why}`,
    ...(framework ? { framework } : {}),
  };
}

/** The engine takes one framework per policy: the first in the order of {@link FRAMEWORKS}. */
function frameworkOf({ frameworks }: Rule): PolicyComplianceFramework | undefined {
  for (const key of Object.keys(FRAMEWORKS) as FrameworkName[]) {
    const ids = frameworks[key];
    if (ids?.length) {
      const { name, version } = FRAMEWORKS[key];
      return { name, version, reference: ids.join(", "), specification: "" };
    }
  }
  return undefined;
}
