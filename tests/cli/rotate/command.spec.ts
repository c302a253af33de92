import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { stackFileText, type TemporaryProject, temporaryProject } from "../../support/project.ts";

const DEV = "stacks/Pulumi.howlerops-dev.yaml";
const PROD = "stacks/Pulumi.howlerops-prod.yaml";

/** A stack file with another epoch. The commands of tests run on 2026-11-21. */
function withEpoch(stack: string, line: string): string {
  return stackFileText(stack).replace(/^ {2}strata:rotationEpoch:.*\n/m, line);
}

describe("strata rotate", () => {
  let project: TemporaryProject;

  const dev = withEpoch("howlerops-dev", "  strata:rotationEpoch: 2026-08-30 # kept\n");
  const prod = withEpoch("howlerops-prod", '  strata:rotationEpoch: "2026-10-01"\n');
  const textOf = (path: string) => readFileSync(join(project.root, path), "utf8");

  beforeEach(() => {
    project = temporaryProject({ [DEV]: dev, [PROD]: prod });
  });
  afterEach(() => project.remove());

  it("only says what it would move, unless told to do it", async () => {
    const { code, out } = await project.run("rotate");
    expect(code).to.equal(0);
    const line = dev.split("\n").findIndex((each) => each.includes("rotationEpoch")) + 1;
    expect(out).to.equal(
      [
        `howlerops-dev  2026-08-30 → 2026-11-21  ${DEV}:${line}`,
        "howlerops-prod  2026-10-01, not due within 7 days",
        "",
        "dry run, nothing was written; --apply writes it",
        "",
      ].join("\n"),
    );
    expect(textOf(DEV)).to.equal(dev);
  });

  it("S106: moves the epoch of what is due, and touches nothing else of any file", async () => {
    const { code, out } = await project.run("rotate", "--apply");
    expect(code).to.equal(0);
    expect(out).not.to.include("dry run");
    expect(textOf(DEV)).to.equal(dev.replace("2026-08-30 # kept", '"2026-11-21" # kept'));
    expect(textOf(PROD)).to.equal(prod);
    expect((await project.run("rotate", "--apply")).out).not.to.include("→");
  });

  it("gives each epoch as JSON, and whether it was due", async () => {
    const { code, out } = await project.run("rotate", "--json");
    expect(code).to.equal(0);
    const { version, dryRun, rotations } = JSON.parse(out) as {
      version: number;
      dryRun: boolean;
      rotations: { stack: string; from: string; to: string; due: boolean }[];
    };
    expect({ version, dryRun }).to.deep.equal({ version: 1, dryRun: true });
    expect(rotations.map(({ stack, from, to, due }) => [stack, from, to, due])).to.deep.equal([
      ["howlerops-dev", "2026-08-30", "2026-11-21", true],
      ["howlerops-prod", "2026-10-01", "2026-10-01", false],
    ]);
  });

  it("moves named stacks only", async () => {
    await project.run("rotate", "howlerops-prod", "--apply");
    expect(textOf(DEV)).to.equal(dev);
  });

  it("has new values made by the plan that follows", async () => {
    const before = (await project.run("plan", "howlerops-dev", "--json")).out;
    await project.run("rotate", "--apply");
    const after = (await project.run("plan", "howlerops-dev", "--json")).out;
    const epochs = (plan: string) => [...plan.matchAll(/"epoch": "([^"]+)"/g)].map(([, epoch]) => epoch);
    expect(new Set(epochs(before))).to.deep.equal(new Set(["2026-08-30"]));
    expect(epochs(after)).to.deep.equal(epochs(before).map(() => "2026-11-21"));
  });

  it("says which file has no epoch, or one that is no day", async () => {
    const mistake = async (line: string, ...args: string[]) => {
      project.remove();
      project = temporaryProject({ [DEV]: withEpoch("howlerops-dev", line) });
      const { code, error } = await project.run("rotate", ...args);
      expect(code).to.equal(2);
      return error;
    };
    expect(await mistake("", "howlerops-dev")).to.match(
      /^stacks\/Pulumi\.howlerops-dev\.yaml:\d+ {2}strata:rotationEpoch {2}missing/,
    );
    expect(await mistake("")).to.equal(
      "no stack file has strata:rotationEpoch; there is nothing to rotate\n",
    );
    expect(await mistake("  strata:rotationEpoch: soon\n")).to.match(
      /^stacks\/Pulumi\.howlerops-dev\.yaml:\d+ {2}strata:rotationEpoch {2}found "soon", expected a date/,
    );
    expect(await mistake("", "howlerops-deb")).to.include("did you mean howlerops-dev?");
  });
});
