import { expect } from "chai";
import { isRecord, type Node, UNKNOWN, type Value, type Values } from "#graph/model";
import { check } from "#policies/check";
import type { Rule } from "#policies/rule";
import { changed, graphOf, pathsIn } from "./nodes.ts";

/**
 * Hides every property in turn. A resource that is then blamed must be to blame, and one that is then passed
 * must pass.
 */
export function expectSound(rule: Rule, stack: readonly Node[], environment?: string): void {
  for (const variant of withSeveralParts(stack)) {
    const { blamed } = verdicts(rule, variant, environment);
    for (const { hidden, what } of hiding(variant)) {
      const told = verdicts(rule, hidden(UNKNOWN), environment);
      for (const { urn } of variant) {
        const outcome = told.blamed.has(urn) ? "blamed" : told.open.has(urn) ? "open" : "passed";
        const wrong = blamed.has(urn) ? "passed" : "blamed";
        expect(outcome, `${urn} with ${what} unknown`).not.to.equal(wrong);
      }
    }
  }
}

/**
 * Hides every property in turn, also beside a second part like each part. A violation in another part of the resource,
 * which is there for any value of the hidden property as far as samples tell, must still be found.
 */
export function expectSeparate(
  rule: Rule,
  stack: readonly Node[],
  { together, environment }: SeparateOptions = {},
): void {
  const missed = new Set<string>();
  for (const variant of withSeveralParts(stack)) {
    const { violations } = verdicts(rule, variant, environment);
    for (const { hidden, what, at, owner, samples } of hiding(variant)) {
      const elsewhere = [...violations].filter(
        (each) => each.startsWith(`${owner}.`) && isOtherPart(each, at, violations) && !together?.test(each),
      );
      const told =
        elsewhere.length === 0 ? undefined : verdicts(rule, hidden(UNKNOWN), environment).violations;
      let certain = elsewhere.filter((each) => !told?.has(each));
      for (const sample of certain.length === 0 ? [] : samples) {
        const { violations: kept } = verdicts(rule, hidden(sample), environment);
        certain = certain.filter((each) => kept.has(each));
      }
      for (const violation of certain) {
        missed.add(`${violation} with ${what} unknown`);
      }
    }
  }
  expect([...missed]).to.deep.equal([]);
}

/** Whether a violation is in another element of a list than the hidden property, or that is the place of another one. */
function isOtherPart(violation: string, hidden: string, all: ReadonlySet<string>): boolean {
  if (violation === hidden || violation.startsWith(`${hidden}.`)) {
    return false;
  }
  if (WORDS.test(hidden)) {
    return false;
  }
  const [a, b] = [violation.split("."), hidden.split(".")];
  const fork = a.findIndex((part, index) => part !== b[index]);
  const inOneList = fork > 0 && /^\d+$/.test(a[fork] ?? "") && /^\d+$/.test(b[fork] ?? "");
  return inOneList || all.has(hidden);
}

/** How parts are hidden. */
export interface SeparateOptions {
  /** Paths of violations that are about several parts together, such as a sum. Default none. */
  readonly together?: RegExp | undefined;
  readonly environment?: string | undefined;
}

/** Values that a hidden property may turn out to have. */
const SAMPLES: readonly Value[] = [
  null,
  true,
  false,
  0,
  1,
  1000,
  "",
  "sample",
  // A rule's action decides whether others matter.
  "allow",
  "execute",
  { action: "execute" },
  [],
  {},
  // A container may be the one that others need.
  { readinessProbe: { tcpSocket: { port: 80 } } },
];

/** Words of one command, which have no meaning each by itself. */
const WORDS = /\.(args|command)\.\d+$/;

/** A stack, and copies of it in which one list starts with a second copy of its first element. */
function* withSeveralParts(stack: readonly Node[]): Iterable<readonly Node[]> {
  yield stack;
  for (const [index, node] of stack.entries()) {
    for (const path of ["", ...pathsIn(node.inputs)]) {
      const list = valueAt(node.inputs, path);
      if (Array.isArray(list) && list[0] !== undefined) {
        yield stack.with(index, changed(node, path, [list[0], ...list]));
      }
    }
  }
}

/** Each property of a stack, and the stack with another value in its place. */
function* hiding(stack: readonly Node[]) {
  for (const [index, node] of stack.entries()) {
    for (const path of pathsIn(node.inputs)) {
      yield {
        what: path,
        at: `${node.urn}.${path}`,
        owner: node.urn,
        // Without an element of a list, its followers would change their paths.
        samples: /(^|\.)\d+$/.test(path) ? SAMPLES : [undefined, ...SAMPLES],
        hidden: (value: Value | undefined) => stack.with(index, changed(node, path, value)),
      };
    }
  }
}

function valueAt(values: Values, path: string): Value | undefined {
  return path
    .split(".")
    .reduce<Value | undefined>(
      (value, key) => (Array.isArray(value) ? value[Number(key)] : isRecord(value) ? value[key] : undefined),
      values,
    );
}

/** Which resources a rule blames or leaves open, and its violations. */
export function verdicts(rule: Rule, stack: readonly Node[], environment: string | undefined) {
  const { findings, unknown } = check(graphOf(stack), [rule], { today: "2026-01-01", environment });
  return {
    blamed: new Set(findings.map(({ urn }) => urn)),
    open: new Set(unknown.map(({ urn }) => urn)),
    /** URN and path, with indices as names, as {@link pathsIn} writes them. */
    violations: new Set(
      findings.map(
        ({ urn, path }) =>
          `${urn}.${path.replaceAll(/\[(\d+)\]/g, ".$1").replaceAll(/\["([^."]*)"\]/g, ".$1")}`,
      ),
    ),
  };
}
