import { expect } from "chai";
import { meetsRequirement } from "#models/label-selector";

describe("a requirement of a label selector", () => {
  const cases: [operator: string, same: boolean, other: boolean, missing: boolean][] = [
    ["In", true, false, false],
    ["NotIn", false, true, true],
    ["Exists", true, true, false],
    ["DoesNotExist", false, false, true],
  ];
  for (const [operator, ...expected] of cases) {
    it(`${operator} is met as in Kubernetes`, () => {
      const met = ["web", "api", undefined].map((value) => meetsRequirement(operator, ["web"], value));
      expect(met).to.deep.equal(expected);
    });
  }

  it("with an unknown operator is neither met nor missed", () => {
    expect(meetsRequirement("Gt", ["1"], "2")).to.equal(undefined);
  });
});
