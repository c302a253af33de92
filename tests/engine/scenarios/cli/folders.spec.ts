import { expect } from "chai";
import { ROOT } from "#tools/build/folders";
import { FIXTURE, TOKEN } from "../../harness/fixture.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import { Workspace } from "../../harness/workspace/workspace.ts";

const STACK = "howlerops-dev";

describe("the real CLI, run from elsewhere", () => {
  let workspace: Workspace;
  let fixture: Workspace;
  let below: Run;
  let elsewhere: Run;

  before(async () => {
    // npm runs the script of the nearest package.json, which asks for the project's tools.
    workspace = await Workspace.create({
      project: ROOT,
      stack: STACK,
      links: ["infra", "tools"],
      copies: [`stacks/Pulumi.${STACK}.yaml`],
    });
    below = await workspace.start(["preview", "--stack", STACK], {
      folder: "project/stacks",
      command: ["npm", "run", "--silent", "pulumi", "--"],
    }).ended;
    fixture = await Workspace.create(FIXTURE, { "echo:token": TOKEN });
    elsewhere = await fixture.start(["--cwd", "../project", "preview", "--stack", FIXTURE.stack], {
      folder: "home",
    }).ended;
  });

  after(() => {
    workspace?.dispose();
    fixture?.dispose();
  });

  it("previews by npm run pulumi in a folder below the project's", () => {
    expect(below.code, below.stdout + below.stderr).to.equal(0);
    expect(below.stdout).to.match(
      /Previewing update \(howlerops-dev\)[\s\S]*Resources:\n +\+ \d{3} to create\n/,
    );
  });

  it("previews with --cwd from a folder beside it", () => {
    expect(elsewhere.code, elsewhere.stdout + elsewhere.stderr).to.equal(0);
    expect(elsewhere.stdout).to.match(/Previewing update \(dev\)[\s\S]*Resources:\n +\+ \d+ to create\n/);
  });
});
