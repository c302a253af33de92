import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { expect } from "chai";
import { program as namespace } from "#docs/examples/cluster/namespace";
import { resourceRule } from "#policies/rule";
import { RULES } from "#policies/rules";
import { checkStack, findingsOf } from "#testing/findings";
import { recordStack } from "#testing/record-stack";
import type { RecordedStack } from "#testing/stack";
import { Thing, ThingProvider } from "../support/things.ts";

/** A rule of one's own. */
const named = resourceRule({
  id: "thing-label",
  title: "Things have a label",
  severity: "low",
  enforcement: "mandatory",
  frameworks: {},
  appliesTo: ["thing:index:Thing"],
  fix: "set label",
  why: "Nobody finds a thing without one.",
  *check(thing) {
    const label = thing.at("label");
    if (label.text() === undefined) {
      yield label.violation("the thing has no label");
    }
  },
});

describe("testing/findings", () => {
  let stack: RecordedStack;

  before(async () => {
    stack = await recordStack(() => {
      const provider = new ThingProvider("things");
      new Thing("bare", {}, { provider });
      new Thing("late", { label: new Thing("other", { label: "x" }, { provider }).address }, { provider });
    });
  });

  it("checks strata's rules", async () => {
    const { findings, checked } = checkStack(await recordStack(namespace));
    expect(checked.rules).to.equal(RULES.length);
    expect(findings.filter(({ enforcement }) => enforcement === "mandatory")).to.deep.equal([]);
  });

  it("checks rules of one's own, alone or with strata's", () => {
    const messages = (found: readonly { message: string }[]) => found.map(({ message }) => message);
    expect(messages(checkStack(stack, { rules: [named] }).findings)).to.deep.equal([
      "the thing has no label",
    ]);
    expect(messages(findingsOf(stack, named))).to.deep.equal(["the thing has no label"]);
    expect(messages(findingsOf(stack, "thing-label", { rules: [...RULES, named] }))).to.deep.equal([
      "the thing has no label",
    ]);
  });

  it("asks of production what it does not ask of others", async () => {
    const open = await recordStack(() => {
      const provider = new Provider("cluster", { context: "shop" });
      new Namespace("shop", { metadata: { name: "shop" } }, { provider });
    });
    const rule = "kubernetes-namespace-pod-security";
    expect(findingsOf(open, rule)).to.deep.equal([]);
    expect(findingsOf(open, rule, { environment: "prod" })).to.have.length(1);
  });

  it("tells what cannot be decided before deployment", () => {
    const { unknown } = checkStack(stack, { rules: [named] });
    expect(unknown.map(({ rule, urn, path }) => [rule, urn, path])).to.deep.equal([
      ["thing-label", stack.resource({ name: "late" }).urn, "label"],
    ]);
  });

  it("honors exceptions until they expire", () => {
    const exception = {
      rule: "thing-label",
      stack: "stack",
      resource: "bare",
      reason: "it is new",
      owner: "platform",
      expires: "2027-03-01",
    };
    const on = (today: string) => ({ rules: [named], exceptions: { list: [exception], today } });
    expect(checkStack(stack, on("2027-03-01"))).to.deep.include({ findings: [] });
    expect(checkStack(stack, on("2027-03-01")).excepted.map(({ owner }) => owner)).to.deep.equal([
      "platform",
    ]);
    expect(checkStack(stack, on("2027-03-02")).findings.map(({ rule }) => rule)).to.deep.equal([
      "exception-expired",
      "thing-label",
    ]);
    expect(findingsOf(stack, "thing-label", on("2027-03-01"))).to.deep.equal([]);
  });

  it("refuses an id that no rule has", () => {
    expect(() => findingsOf(stack, "thing-lable")).to.throw('no rule has the id "thing-lable"');
  });
});
