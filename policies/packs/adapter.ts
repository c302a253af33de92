import {
  type PolicyComplianceFramework,
  type ReportViolation,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
  UnknownValueError,
} from "@pulumi/policy";
import { SIGNATURES } from "#graph/state";
import { PolicyContext, type PolicyResource, resourcesIn } from "../context.ts";
import { type Ancestry, covers, type Exception, hasExpired } from "../exceptions/exception.ts";
import { FRAMEWORKS, type FrameworkName, frameworkLabels } from "../frameworks.ts";
import type { UnknownValue } from "../property.ts";
import { applies, evaluateAlone, type Rule } from "../rule.ts";
import { type EngineNode, nodeOfResource, nodeOfStackResource } from "./nodes.ts";
import { Seen } from "./seen.ts";

declare module "@pulumi/policy/proxy.js" {
  /** Exported by the library but missing from its declarations; the engine shows it as an advisory finding. */
  export class UnknownValueError extends Error {
    constructor(typeSentinel: string, path: readonly string[]);
  }
}

/** Accepted findings, and the day of the run, as in the offline check. */
export interface PackOptions {
  readonly exceptions: readonly Exception[];
  /** Such as `2026-11-21`. */
  readonly today: string;
}

type Policy = ResourceValidationPolicy | StackValidationPolicy;

/**
 * The rules as policies of a Pulumi policy pack. A violation is reported at the rule's enforcement level; a rule that
 * meets an unknown value fails with the engine's own error for it, which the engine shows as advisory: "can't run
 * policy … during preview".
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
      const engineNode = nodeOfResource(args);
      const unknown: UnknownValue[] = [];
      for (const resource of resourcesIn(engineNode.node).filter(({ type }) => applies(rule, type))) {
        const outcome = evaluateAlone(rule, resource);
        unknown.push(...outcome.unknown);
        if (!isExcepted(rule, resource, seen, options)) {
          reportAll(outcome.violations, resource, report);
        }
      }
      fail(unknown, [engineNode]);
    },
  };
}

function stackPolicy(rule: Rule, options: PackOptions, seen: Seen): StackValidationPolicy {
  return {
    ...wordsOf(rule),
    validateStack({ resources }, report) {
      const engineNodes = resources.map((each) => nodeOfStackResource(each, seen.inputsOf(each.urn)));
      const stack = new PolicyContext({ nodes: engineNodes.map(({ node }) => node) });
      const unknown: UnknownValue[] = [];
      for (const resource of stack.judgedBy(rule.appliesTo)) {
        const outcome = rule.evaluate(resource, stack);
        unknown.push(...outcome.unknown);
        if (!isExcepted(rule, resource, stack, options)) {
          reportAll(outcome.violations, resource, report);
        }
      }
      fail(unknown, engineNodes);
    },
  };
}

function reportAll(
  violations: readonly { readonly message: string; readonly path: string }[],
  resource: PolicyResource,
  report: ReportViolation,
): void {
  for (const { message, path } of violations) {
    report(path === "" ? message : `${message} [${path}]`, resource.urn);
  }
}

/** Ends the policy with the engine's error for the first unreadable value. */
function fail(unknown: readonly UnknownValue[], engineNodes: readonly EngineNode[]): void {
  const [first] = unknown;
  if (first) {
    throw (
      engineNodes.map((each) => each.errorOf(first.marker)).find(Boolean) ??
      new UnknownValueError(SIGNATURES.unknown, [first.path])
    );
  }
}

function isExcepted(
  rule: Rule,
  resource: PolicyResource,
  ancestry: Ancestry,
  { exceptions, today }: PackOptions,
): boolean {
  return exceptions.some(
    (exception) =>
      exception.rule === rule.id && !hasExpired(exception, today) && covers(exception, resource, ancestry),
  );
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

/** The engine accepts one framework per policy: the first in the order of {@link FRAMEWORKS}. */
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
