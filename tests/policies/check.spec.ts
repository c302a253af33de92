import { expect } from "chai";
import { UNKNOWN } from "#graph/model";
import { check, fails, findingKey } from "#policies/check";
import type { Exception } from "#policies/exceptions/exception";
import { type Rule, resourceRule } from "#policies/rule";
import { graphOf, resource } from "./support/nodes.ts";

const THING = "test:index:Thing";

function rule(id: string, more: Partial<Pick<Rule, "severity" | "enforcement">> = {}): Rule {
  return resourceRule({
    id,
    title: "Things are big",
    severity: "high",
    enforcement: "mandatory",
    frameworks: {},
    appliesTo: [THING],
    fix: "make it bigger",
    why: "It is small.",
    ...more,
    *check(thing) {
      const size = thing.at("size");
      if ((size.number() ?? 0) < 10) {
        yield size.violation(`size is ${size.number()}`);
      }
    },
  });
}

const group = resource("strata:workload:Group", {}, { name: "group" });
const small = resource(THING, { size: 1 }, { name: "small", parent: group });
const big = resource(THING, { size: 20 }, { name: "big", parent: group });
const open = resource(THING, { size: UNKNOWN }, { name: "open", parent: group });
const graph = graphOf([group, small, big, open]);

const exception: Exception = {
  rule: "b-rule",
  stack: "test",
  resource: "group/small",
  reason: "it grows soon",
  owner: "platform",
  expires: "2026-06-30",
};

const run = (exceptions: readonly Exception[], today = "2026-06-30", rules = [rule("b-rule")]) =>
  check(graph, rules, { exceptions, today });

describe("check", () => {
  it("tells findings, unknown outcomes and what was looked at apart", () => {
    expect(run([])).to.deep.equal({
      findings: [
        {
          rule: "b-rule",
          severity: "high",
          enforcement: "mandatory",
          urn: small.urn,
          message: "size is 1",
          path: "size",
          fix: "make it bigger",
        },
      ],
      unknown: [{ rule: "b-rule", severity: "high", urn: open.urn, path: "size", paths: ["size"] }],
      excepted: [],
      notLookedInto: [],
      checked: { rules: 1, resources: 5, evaluations: 3 },
    });
  });

  it("sorts by severity, rule and resource, whatever the order of the rules", () => {
    const rules = [rule("c-rule", { severity: "low" }), rule("b-rule"), rule("a-rule"), rule("d-rule")];
    const order = (given: readonly Rule[]) =>
      run([], "2026-01-01", [...given]).findings.map((each) => each.rule);
    expect(order(rules)).to.deep.equal(["a-rule", "b-rule", "d-rule", "c-rule"]);
    expect(order(rules.toReversed())).to.deep.equal(order(rules));
  });

  it("sorts what one rule says of one resource by property, then by words", () => {
    const talkative = resourceRule({
      ...rule("a-rule"),
      check: () => [
        { path: "b", message: "1" },
        { path: "a", message: "2" },
        { path: "a", message: "1" },
      ],
    });
    const { findings } = check(graphOf([big]), [talkative], { today: "2026-01-01" });
    expect(findings.map(({ path, message }) => path + message)).to.deep.equal(["a1", "a2", "b1"]);
  });

  it("fails on a mandatory finding only", () => {
    expect(fails(run([]))).to.equal(true);
    expect(fails(run([], "2026-01-01", [rule("b-rule", { enforcement: "advisory" })]))).to.equal(false);
  });

  it("identifies a finding by rule, resource and property, not by its words", () => {
    const [finding] = run([]).findings;
    expect(finding && findingKey({ ...finding })).to.equal(JSON.stringify(["b-rule", small.urn, "size"]));
  });
});

describe("exceptions of a check", () => {
  it("accept a finding up to and with their last day", () => {
    const { findings, excepted } = run([exception]);
    expect(findings).to.deep.equal([]);
    expect(
      excepted.map(({ urn, reason, owner, expires }) => ({ urn, reason, owner, expires })),
    ).to.deep.equal([{ urn: small.urn, reason: "it grows soon", owner: "platform", expires: "2026-06-30" }]);
  });

  it("expire: the finding is back, and the exception is one too", () => {
    const { findings, excepted } = run([exception], "2026-07-01");
    expect(excepted).to.deep.equal([]);
    expect(findings.map(({ rule: id, message }) => `${id}: ${message}`)).to.deep.equal([
      "b-rule: size is 1",
      "exception-expired: the exception from b-rule for group/small expired on 2026-06-30; its owner is platform",
    ]);
  });

  it("that cover nothing are findings", () => {
    const { findings } = run([exception, { ...exception, resource: "group/big" }]);
    expect(findings.map(({ rule: id, message, enforcement }) => [id, message, enforcement])).to.deep.equal([
      [
        "exception-unused",
        "the exception from b-rule for group/big is not needed: nothing there breaks the rule",
        "mandatory",
      ],
    ]);
  });

  it("of a rule that is not there are findings", () => {
    const { findings } = run([exception, { ...exception, rule: "no-rule" }]);
    expect(findings.map(({ message }) => message)).to.deep.equal([
      "the exception from no-rule for group/small is not needed: there is no such rule",
    ]);
  });

  it("are kept while what they cover is unknown", () => {
    expect(run([exception, { ...exception, resource: "group/open" }]).findings).to.deep.equal([]);
  });

  it("of other stacks are left alone", () => {
    expect(run([exception, { ...exception, stack: "other-*" }]).findings).to.deep.equal([]);
  });
});
