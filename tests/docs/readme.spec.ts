import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readmeWithPlan } from "#tools/readme-plan";
import { codeBlock, withSourceImports } from "../support/documents/examples.ts";
import { REPOSITORY, strata } from "../support/project.ts";

describe("README", () => {
  let project: string;

  before(() => {
    // Below the repository, so that the example finds the packages that it imports.
    const cache = join(REPOSITORY, ".cache");
    mkdirSync(cache, { recursive: true });
    project = mkdtempSync(join(cache, "readme-"));
    for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml", "index.ts"]) {
      writeFileSync(join(project, file), withSourceImports(codeBlock("README.md", file).code));
    }
    writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  });

  after(() => rmSync(project, { recursive: true }));

  it("shows what npm start prints (npm run docs refreshes it)", async () => {
    expect(readFileSync(join(REPOSITORY, "README.md"), "utf8")).to.equal(await readmeWithPlan());
  });

  it("shows a system of one's own in about thirty lines", () => {
    const lines = codeBlock("README.md", "index.ts").code.trim().split("\n");
    expect(lines.length).to.be.at.most(36);
  });

  it("shows a system that plans, and that opens only the link it declares", async () => {
    const { code, out, error } = await strata(["plan", "dev", "--json"], project);
    expect(error).to.equal("");
    expect(code).to.equal(0);
    const { nodes } = JSON.parse(out) as { nodes: { type: string; name: string }[] };
    const policies = nodes.filter(({ type }) => type.endsWith(":NetworkPolicy")).map(({ name }) => name);
    expect(policies).to.include.members(["web-to-prices", "prices-from-web"]);
  });

  it("shows a system that breaks no rule", async () => {
    const { code, out } = await strata(["check", "dev"], project);
    expect(out).to.contain("0 errors");
    expect(code).to.equal(0);
  });
});
