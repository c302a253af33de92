import { readFileSync } from "node:fs";
import { expect } from "chai";
import { RULES } from "#policies/rules";
import { goldenRules, RULES_FILE } from "./golden.ts";

describe("rules", () => {
  it("I17 have the severity, enforcement and types that are committed (npm run golden refreshes them)", () => {
    expect(goldenRules(RULES)).to.equal(readFileSync(RULES_FILE, "utf8"));
  });
});
