import { expect } from "chai";
import type { Values } from "#graph/model";
import { selects } from "#policies/kubernetes/selectors";
import { Property } from "#policies/property";

const LABELS: Values = { app: "api", "app.kubernetes.io/part-of": "shop" };
const expression = (operator: string, key: string, ...values: string[]): Values => ({
  matchExpressions: [{ key, operator, values }],
});

describe("selects", () => {
  const cases: readonly (readonly [what: string, selector: Values, matches: boolean])[] = [
    ["everything", {}, true],
    ["an equal label", { matchLabels: { "app.kubernetes.io/part-of": "shop" } }, true],
    ["another value", { matchLabels: { app: "web" } }, false],
    ["one label of two", { matchLabels: { app: "api", tier: "front" } }, false],
    ["In with the value", expression("In", "app", "web", "api"), true],
    ["In with others", expression("In", "app", "web"), false],
    ["In of a label that is not there", expression("In", "tier", "web"), false],
    ["NotIn with the value", expression("NotIn", "app", "api"), false],
    ["NotIn with others", expression("NotIn", "app", "web"), true],
    ["NotIn of a label that is not there", expression("NotIn", "tier", "web"), true],
    ["Exists of a label", expression("Exists", "app"), true],
    ["Exists of none", expression("Exists", "tier"), false],
    ["DoesNotExist of a label", expression("DoesNotExist", "app"), false],
    ["DoesNotExist of none", expression("DoesNotExist", "tier"), true],
    ["an operator that there is not", expression("Gt", "app", "a"), false],
    [
      "labels that match and an expression that does not",
      { matchLabels: { app: "api" }, ...expression("Exists", "x") },
      false,
    ],
  ];
  for (const [what, selector, matches] of cases) {
    it(`${matches ? "matches" : "does not match"} by ${what}`, () => {
      expect(selects(new Property("selector", selector), new Property("labels", LABELS))).to.equal(matches);
    });
  }

  it("does not match without a selector", () => {
    expect(selects(new Property("selector", undefined), new Property("labels", LABELS))).to.equal(false);
  });
});
