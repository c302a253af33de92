import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { generatedReadme } from "#tools/readme-plan";
import { codeBlock, withSourceImports } from "../support/documents/examples.ts";
import { README_PROJECT, writeShown } from "../support/documents/outside-project.ts";
import { REPOSITORY, strata } from "../support/project.ts";

const README = readFileSync(join(REPOSITORY, "README.md"), "utf8");

describe("README", () => {
  let project: string;

  before(() => {
    // Below the repository, so that the example finds the packages that it imports.
    const cache = join(REPOSITORY, ".cache");
    mkdirSync(cache, { recursive: true });
    project = mkdtempSync(join(cache, "readme-"));
    writeShown("README.md", README_PROJECT, project, withSourceImports);
    writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  });

  after(() => rmSync(project, { recursive: true }));

  it("shows what npm start prints (npm run docs refreshes it)", async () => {
    expect(README).to.equal(await generatedReadme());
  });

  it("shows your own system in as few lines as it says", () => {
    const lines = README_PROJECT.flatMap((file) => codeBlock("README.md", file).code.split("\n"));
    const own = lines.filter((line) => line !== "" && !line.startsWith("import "));
    expect(own.length).to.be.below(60);
    expect(README).to.include(`Three files, ${own.length} lines besides the imports,`);
  });

  it("shows a system that plans, from the edge to its database", async () => {
    const { code, out, error } = await strata(["plan"], project);
    expect(error).to.equal("");
    expect(code).to.equal(0);
    expect(out).to.include("strata  shop-preview   preview");
    expect(out).to.include("user ─▶ edge ─▶ ingress ─▶ web ─▶ database");
  });

  it("shows a system that breaks no mandatory rule, its own neither", async () => {
    const { code, out } = await strata(["check", "--json"], project);
    const { findings, checked } = JSON.parse(out) as {
      findings: { enforcement: string }[];
      checked: { rules: number };
    };
    expect(findings.filter(({ enforcement }) => enforcement === "mandatory")).to.deep.equal([]);
    expect(checked.rules).to.be.above(56);
    expect(code).to.equal(0);
  });

  it("shows a rule that stops what breaks it", async () => {
    const broken = mkdtempSync(join(REPOSITORY, ".cache/readme-broken-"));
    try {
      writeShown("README.md", README_PROJECT, broken, (code) =>
        withSourceImports(code).replace("scaling: { replicas: 2 }", "scaling: { replicas: 1 }"),
      );
      writeFileSync(join(broken, "package.json"), '{ "type": "module" }');
      const { code, out } = await strata(["check"], broken);
      expect(out).to.match(/✗ medium +shop-two-pods +only one pod/);
      expect(code).to.equal(1);
    } finally {
      rmSync(broken, { recursive: true });
    }
  });

  it("shows a system whose stack files have a schema, with its own environment", async () => {
    const { code } = await strata(["schema", "--out", "schema"], project);
    expect(code).to.equal(0);
    const schema: unknown = JSON.parse(readFileSync(join(project, "schema/shop.json"), "utf8"));
    expect(schema).to.have.nested.property("properties.config.properties.strata:image");
    expect(schema).to.have.deep.nested.property("properties.config.properties.strata:environment", {
      enum: ["dev", "staging", "prod", "preview"],
    });
  });
});
