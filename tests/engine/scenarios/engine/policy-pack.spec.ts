import { expect } from "chai";
import { fixtureWorkspace } from "../../harness/fixture.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import type { Workspace } from "../../harness/workspace/workspace.ts";

describe("a policy pack on the real engine", () => {
  let workspace: Workspace;
  let broken: Run;
  let kept: Run;

  before(async () => {
    workspace = await fixtureWorkspace({ policyPack: true });
    await workspace.configure("echo:flawed", "true");
    broken = await workspace.up();
    await workspace.configure("echo:flawed", "false");
    kept = await workspace.up();
  });

  after(() => workspace?.dispose());

  it("stops an update that breaks a mandatory rule, and names the rule and the resource", () => {
    expect(broken.code).not.to.equal(0);
    expect(broken.stdout).to.match(/\[mandatory]\s+bucket-labels\s+\(gcp:storage:Bucket: assets\)/);
    expect(broken.stdout).to.contain("the bucket has no labels");
  });

  it("lets an update pass that keeps it", () => {
    expect(kept.code, kept.stdout + kept.stderr).to.equal(0);
    expect(kept.stdout).not.to.contain("[mandatory]");
  });

  it("shows stack rules what components publish", () => {
    expect(kept.stdout).to.contain('the platform publishes {"zones":"three"}');
  });
});
