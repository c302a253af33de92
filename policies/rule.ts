import type { FrameworkIds } from "./frameworks.ts";
import { asUnreadable, type Unreadable, type Violation } from "./property.ts";
import { Stack, type Subject } from "./subject.ts";

export type Severity = "high" | "medium" | "low";

/** Whether a finding stops a deployment or is only shown. */
export type Enforcement = "mandatory" | "advisory";

/** What a rule says of itself. */
export interface RuleWords {
  /** Subject and concern, such as `kubernetes-run-as-non-root`; kept for good, since exceptions name it. */
  readonly id: string;
  /** What holds when the rule is met, as one short sentence without a full stop. */
  readonly title: string;
  readonly severity: Severity;
  readonly enforcement: Enforcement;
  readonly frameworks: FrameworkIds;
  /** Type tokens of the resources it looks at, or all resources, components included. */
  readonly appliesTo: readonly string[] | "every resource";
  /** What to write instead, as an instruction. */
  readonly fix: string;
  /** What goes wrong otherwise. */
  readonly why: string;
}

/** What came of one rule on one resource. Without violations and unreadable properties it passed. */
export interface Evaluation {
  readonly violations: readonly Violation[];
  readonly unreadable: readonly Unreadable[];
}

/** A rule: words, and a pure function over a resource. */
export interface Rule extends RuleWords {
  /** A stack rule also reads other resources; the engine runs it once all of them are known. */
  readonly scope: "resource" | "stack";
  /** Never throws because of an unknown value. */
  evaluate(subject: Subject, stack: Stack): Evaluation;
}

/** A rule over one resource at a time. */
export interface ResourceRule<Part> extends RuleWords {
  /** The parts that are checked one by one, such as the containers. Default: the resource as a whole. */
  readonly each?: (subject: Subject) => Iterable<Part>;
  check(part: Part, subject: Subject): Iterable<Violation>;
}

/** A rule over a resource and its surroundings. */
export interface StackRule<Part> extends RuleWords {
  /** As in {@link ResourceRule}. */
  readonly each?: (subject: Subject, stack: Stack) => Iterable<Part>;
  check(part: Part, stack: Stack, subject: Subject): Iterable<Violation>;
}

/**
 * Makes a rule that reads one resource. A check yields its violations; a property that nobody can read yet
 * ends the check of that part only, and counts as unknown.
 */
export function resourceRule<Part = Subject>(rule: ResourceRule<Part>): Rule {
  const { each, check, ...words } = rule;
  return {
    ...words,
    scope: "resource",
    evaluate: (subject) => evaluateParts(subject, each, (part: Part) => check.call(rule, part, subject)),
  };
}

/** Makes a rule that reads a resource together with the others of its stack. */
export function stackRule<Part = Subject>(rule: StackRule<Part>): Rule {
  const { each, check, ...words } = rule;
  return {
    ...words,
    scope: "stack",
    evaluate: (subject, stack) =>
      evaluateParts(subject, each && ((of) => each(of, stack)), (part: Part) =>
        check.call(rule, part, stack, subject),
      ),
  };
}

/** Whether the rule looks at resources of this type. */
export function applies(rule: RuleWords, type: string): boolean {
  return rule.appliesTo === "every resource" || rule.appliesTo.includes(type);
}

const NO_OTHERS = new Stack({ nodes: [] });

/** Evaluates a resource rule, which needs no surroundings. */
export function evaluateAlone(rule: Rule, subject: Subject): Evaluation {
  return rule.evaluate(subject, NO_OTHERS);
}

function evaluateParts<Part>(
  subject: Subject,
  each: ((subject: Subject) => Iterable<Part>) | undefined,
  check: (part: Part) => Iterable<Violation>,
): Evaluation {
  const violations: Violation[] = [];
  const unreadable: Unreadable[] = [];
  const guarded = (work: () => void) => {
    try {
      work();
    } catch (cause) {
      unreadable.push(asUnreadable(cause));
    }
  };
  const collect = (part: Part) =>
    guarded(() => {
      for (const violation of check(part)) {
        violations.push(violation);
      }
    });
  if (each) {
    guarded(() => {
      for (const part of each(subject)) {
        collect(part);
      }
    });
  } else {
    // Without `each` the part is the resource, which is what `Part` defaults to.
    collect(subject as Part);
  }
  return { violations, unreadable };
}
