import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { goldenFile, goldenPlan, goldenStacks } from "./golden.ts";

describe("golden plans", () => {
  for (const stack of goldenStacks()) {
    it(`${stack} plans what is committed (npm run golden refreshes it)`, async () => {
      const path = goldenFile(stack);
      expect(existsSync(path), `${stack} has a golden plan`).to.equal(true);
      expect(await goldenPlan(stack)).to.equal(readFileSync(path, "utf8"));
    });
  }
});
