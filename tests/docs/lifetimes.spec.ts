import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../support/project.ts";

const rows = readFileSync(join(REPOSITORY, "docs/lifetimes.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| What remains"))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, what = "", after, why, removal, proof = ""]) => ({ what, after, why, removal, proof }));

describe("the page about what outlives its owner", () => {
  it("has rows with every cell", () => {
    expect(rows.length).to.be.greaterThan(20);
    const open = rows.filter(({ after, why, removal, proof }) => !after || !why || !removal || !proof);
    expect(open).to.deep.equal([]);
  });

  it("C2, C3 names specs that exist as its proofs, or says that there is none", () => {
    const unknown = rows.filter(({ proof }) => {
      const [, file] = /^`(tests\/.+\.spec\.ts)`$/.exec(proof) ?? [];
      return proof !== "not proven" && !(file && existsSync(join(REPOSITORY, file)));
    });
    expect(unknown.map(({ what, proof }) => `${what}: ${proof}`)).to.deep.equal([]);
  });
});
