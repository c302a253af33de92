import { PolicyContext, type PolicyResource } from "./context.ts";
import type { FrameworkIds } from "./frameworks.ts";
import {
  asUnknownValue,
  type Outcome,
  type Severity,
  separately,
  UnknownValue,
  type Violation,
} from "./property.ts";

export type { Severity } from "./property.ts";

/** Whether a finding stops a deployment or is only shown. */
export type Enforcement = "mandatory" | "advisory";

/** A rule's metadata. */
export interface RuleMetadata {
  /** Subject and concern, such as `kubernetes-run-as-non-root`; never changes, since exceptions name it. */
  readonly id: string;
  /** What holds if the rule is met, as one short sentence without a period. */
  readonly title: string;
  readonly severity: Severity;
  readonly enforcement: Enforcement;
  readonly frameworks: FrameworkIds;
  /** Type tokens of the resources that it applies to, or all resources, including components. */
  readonly appliesTo: readonly string[] | "every resource";
  /** The fix, as an instruction. */
  readonly fix: string;
  /** The harm if it is violated. */
  readonly why: string;
}

/** The result of a rule on a resource. Without violations and unknown properties it passed. */
export interface Evaluation {
  readonly violations: readonly Violation[];
  readonly unknown: readonly UnknownValue[];
}

/** A rule: metadata, and a pure function over a resource. @public */
export interface Rule extends RuleMetadata {
  /** A stack rule also reads other resources; the engine runs it once all of them are known. */
  readonly scope: "resource" | "stack";
  /** Never throws because of an unknown value. */
  evaluate(resource: PolicyResource, stack: PolicyContext): Evaluation;
}

/** What a rule says of itself where it is written. */
export interface RuleWords extends Omit<RuleMetadata, "severity" | "enforcement" | "frameworks"> {
  /** Default "medium". */
  readonly severity?: Severity;
  /** Default "mandatory". */
  readonly enforcement?: Enforcement;
  /** Default none. */
  readonly frameworks?: FrameworkIds;
}

/** A rule over one resource at a time. */
export interface ResourceRule<Part> extends RuleWords {
  /**
   * The parts that are checked separately, such as the containers, and those that cannot be read yet. Default: the
   * resource as a whole.
   */
  readonly each?: (resource: PolicyResource) => Iterable<Part | UnknownValue>;
  check(part: Part, resource: PolicyResource): Iterable<Outcome>;
}

/** A rule over a resource and its context. */
export interface StackRule<Part> extends RuleWords {
  /** As in {@link ResourceRule}. */
  readonly each?: (resource: PolicyResource, stack: PolicyContext) => Iterable<Part | UnknownValue>;
  check(part: Part, stack: PolicyContext, resource: PolicyResource): Iterable<Outcome>;
}

const DEFAULTS = { severity: "medium", enforcement: "mandatory", frameworks: {} } as const;

/**
 * Creates a rule that reads one resource. A check yields its violations; a property that is not readable yet ends only
 * the check of that part, and counts as unknown.
 */
export function resourceRule<Part = PolicyResource>(rule: ResourceRule<Part>): Rule {
  const { each, check, ...words } = rule;
  return {
    ...DEFAULTS,
    ...words,
    scope: "resource",
    evaluate: (resource) => evaluateParts(resource, each, (part: Part) => check.call(rule, part, resource)),
  };
}

/** Creates a rule that reads a resource together with the others of its stack. */
export function stackRule<Part = PolicyResource>(rule: StackRule<Part>): Rule {
  const { each, check, ...words } = rule;
  return {
    ...DEFAULTS,
    ...words,
    scope: "stack",
    evaluate: (resource, stack) =>
      evaluateParts(resource, each && ((of) => each(of, stack)), (part: Part) =>
        check.call(rule, part, stack, resource),
      ),
  };
}

/** The first id that two rules share; undefined when each has its own. @internal */
export function repeatedId(rules: readonly RuleMetadata[]): string | undefined {
  const ids = rules.map(({ id }) => id);
  return ids.find((id, index) => ids.indexOf(id) !== index);
}

/** Whether the rule applies to resources of this type. @internal */
export function applies(rule: RuleMetadata, type: string): boolean {
  return rule.appliesTo === "every resource" || rule.appliesTo.includes(type);
}

const NO_OTHERS = new PolicyContext({ nodes: [] });

/** Evaluates a resource rule, which needs no context. @internal */
export function evaluateAlone(rule: Rule, resource: PolicyResource): Evaluation {
  return rule.evaluate(resource, NO_OTHERS);
}

function evaluateParts<Part>(
  resource: PolicyResource,
  each: ((resource: PolicyResource) => Iterable<Part | UnknownValue>) | undefined,
  check: (part: Part) => Iterable<Outcome>,
): Evaluation {
  const violations: Violation[] = [];
  const unknown: UnknownValue[] = [];
  // Several parts may read one property.
  const leaveOpen = (value: UnknownValue) => {
    if (!unknown.some(({ path }) => path === value.path)) {
      unknown.push(value);
    }
  };
  try {
    // Without `each` the part is the resource, the default of `Part`.
    const parts = each ? each(resource) : [resource as Part];
    for (const outcome of separately(parts, check)) {
      if (outcome instanceof UnknownValue) {
        leaveOpen(outcome);
      } else {
        violations.push(outcome);
      }
    }
  } catch (cause) {
    // Of `each` itself.
    leaveOpen(asUnknownValue(cause));
  }
  return { violations, unknown };
}
