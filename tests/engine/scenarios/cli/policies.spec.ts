import { join } from "node:path";
import { expect } from "chai";
import { policyPacks } from "../../harness/stack.ts";
import type { Deployment } from "../../harness/state.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import { Workspace } from "../../harness/workspace/workspace.ts";

const PROGRAM = join(import.meta.dirname, "programs/bucket");

describe("the project's policy pack on the real CLI", () => {
  let workspace: Workspace;
  let stopped: Run;
  let afterStop: Deployment;
  let advised: Run;
  let afterAdvice: Deployment;

  before(async () => {
    const options = { project: PROGRAM, stack: "dev", links: ["index.ts"], policyPacks: policyPacks() };
    workspace = await Workspace.create(options);
    await workspace.configure("bucket:access", "inherited");
    stopped = await workspace.upAfterPreview();
    afterStop = workspace.state();
    await workspace.configure("bucket:access", "enforced");
    advised = await workspace.upAfterPreview();
    afterAdvice = workspace.state();
  });

  after(() => workspace?.dispose());

  it("stops an update with a mandatory finding before anything is created", () => {
    expect(stopped.code).to.be.greaterThan(0);
    expect(stopped.stdout).to.match(
      /\[mandatory].*gcp-bucket-public-access {2}\(gcp:storage:Bucket: assets\)/,
    );
    expect(stopped.stdout).to.contain("public access is possible (inherited)");
    expect(afterStop.resources ?? []).to.deep.equal([]);
  });

  it("shows an advisory finding and lets the update go on", () => {
    expect(advised.code, advised.stdout + advised.stderr).to.equal(0);
    expect(advised.stdout).to.match(/\[advisory].*cost-labels {2}\(gcp:storage:Bucket: assets\)/);
    expect(advised.stdout).not.to.contain("[mandatory]");
    const types = afterAdvice.resources?.map(({ type }) => type);
    expect(types).to.deep.equal(["pulumi:pulumi:Stack", "pulumi:providers:gcp", "gcp:storage/bucket:Bucket"]);
  });
});
