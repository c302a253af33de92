import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { documentedCases, fieldCasesPage, holdingTests } from "#tools/docs/field-cases";
import { ROOT } from "#tools/docs/page";

describe("the page about cases from the field", () => {
  it("names the tests that hold each case (npm run docs refreshes it)", () => {
    const { path, content } = fieldCasesPage();
    expect(readFileSync(join(ROOT, path), "utf8")).to.equal(content);
  });

  it("has no case without a test", () => {
    const held = new Set(holdingTests().flatMap(({ ids }) => ids));
    expect(documentedCases().filter((id) => !held.has(id))).to.deep.equal([]);
  });

  it("has every case that a test names, once", () => {
    const documented = documentedCases();
    expect(new Set(documented).size, "cases that appear twice").to.equal(documented.length);
    const unknown = holdingTests().filter(({ ids }) => ids.some((id) => !documented.includes(id)));
    expect(unknown.map(({ file, ids }) => `${file}: ${ids}`)).to.deep.equal([]);
  });
});
