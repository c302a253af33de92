import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { codeBlocks, withSourceImports } from "../support/documents/examples.ts";
import { REPOSITORY } from "../support/project.ts";

const run = promisify(execFile);

describe("docs/testing.md", () => {
  const blocks = codeBlocks("docs/testing.md");
  let project: string;

  before(() => {
    // Below the repository, so that the examples find the packages that they import.
    const cache = join(REPOSITORY, ".cache");
    mkdirSync(cache, { recursive: true });
    project = mkdtempSync(join(cache, "testing-"));
    writeFileSync(join(project, "package.json"), '{ "type": "module" }');
    for (const { title, code } of blocks) {
      writeFileSync(join(project, title), withSourceImports(code));
    }
  });

  after(() => rmSync(project, { recursive: true }));

  it("has specs that pass, each of its blocks in a file of its own", async () => {
    expect(new Set(blocks.map(({ title }) => title)).size).to.equal(blocks.length);
    const specs = blocks.map(({ title }) => title).filter((title) => title.endsWith(".spec.ts"));
    const mocha = join(REPOSITORY, "node_modules/mocha/bin/mocha.js");
    const { stdout, stderr } = await run(
      process.execPath,
      [mocha, "--no-config", "--timeout", "240000", ...specs],
      {
        cwd: project,
      },
    ).catch((error: { stdout: string; stderr: string }) => error);
    expect(stderr).to.equal("");
    expect(stdout, stdout).not.to.contain("failing");
    const declared = blocks.flatMap(({ code }) => [...code.matchAll(/^ {2}it\(/gm)]).length;
    // The mocks' one runs twice: in preview and in update mode.
    expect(stdout).to.contain(`${declared + 2} passing`);
  });

  it("is linked from the README", () => {
    expect(readFileSync(join(REPOSITORY, "README.md"), "utf8")).to.contain("(docs/testing.md)");
  });
});
