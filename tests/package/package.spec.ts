import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { codeBlock } from "../support/documents/examples.ts";
import { REPOSITORY } from "../support/project.ts";

/** The package as somebody installs it: packed, installed into an empty project, used from there. */
describe("the package", function () {
  this.timeout(15 * 60_000);
  let project: string;

  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

  before(() => {
    project = mkdtempSync(join(tmpdir(), "strata-package-"));
    const [packed] = JSON.parse(
      execFileSync("npm", ["pack", "--json", "--pack-destination", project], {
        cwd: REPOSITORY,
        encoding: "utf8",
      }).replace(/^[^[{]*/, ""),
    ) as [{ filename: string; files: { path: string }[] }];
    expect(
      packed.files.map(({ path }) => path).filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts")),
    ).to.deep.equal([]);
    writeFileSync(
      join(project, "package.json"),
      JSON.stringify({ name: "mine", private: true, type: "module" }),
    );
    run(
      "npm",
      "install",
      "--no-audit",
      "--no-fund",
      "--prefer-offline",
      "--ignore-scripts",
      `./${packed.filename}`,
    );
    for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml", "index.ts"]) {
      writeFileSync(join(project, file), codeBlock("README.md", file).code);
    }
  });

  after(() => rmSync(project, { recursive: true, force: true }));

  it("plans the README's system in an empty project", () => {
    const plan = JSON.parse(run("npx", "--no", "strata", "plan", "dev", "--json")) as {
      stack: string;
      nodes: { type: string }[];
    };
    expect(plan.stack).to.equal("dev");
    expect(plan.nodes.map(({ type }) => type)).to.include.members([
      "strata:workload:WebService",
      "kubernetes:apps/v1:Deployment",
    ]);
  });

  it("checks it with the policies that come with the package", () => {
    const { findings } = JSON.parse(run("npx", "--no", "strata", "check", "dev", "--json")) as {
      findings: { enforcement: string }[];
    };
    expect(findings.filter(({ enforcement }) => enforcement === "mandatory")).to.deep.equal([]);
  });

  it("ships compiled code with declarations for each room", () => {
    for (const room of ["components", "graph", "policies", "plan"]) {
      expect(existsSync(join(project, "node_modules/strata/dist", room)), room).to.equal(true);
    }
    expect(existsSync(join(project, "node_modules/strata/dist/graph/model.d.ts"))).to.equal(true);
  });
});
