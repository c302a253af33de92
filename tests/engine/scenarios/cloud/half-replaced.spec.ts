import { expect } from "chai";
import type { Run, Workspace } from "../../harness/workspace.ts";
import { addFault, clearFaults } from "../../simulators/cloud/faults.ts";
import { type Balance, balance, deployment } from "./deployment.ts";
import { adopt, type Settled, unlock } from "./operator.ts";

describe("the engine, killed while it replaces one thing and has just created another", () => {
  let workspace: Workspace;
  let interrupted: readonly string[];
  let settled: Settled;
  let balanced: Balance;
  let again: Run;

  before(async () => {
    workspace = await deployment();
    const { cloud } = workspace;
    await workspace.configure("cloud:version", "1");
    await workspace.deploy();
    await workspace.configure("cloud:version", "2");
    // Its new address is under way when the record, which only this version has, is there and the engine dies.
    addFault(cloud, { kind: "stuck", operation: "create", subject: "compute/address:Address address" });
    addFault(cloud, { kind: "killed-after", operation: "create", subject: "DnsRecord only-in-2" });
    await workspace.up("--parallel", "32");
    clearFaults(cloud);
    const pending = await unlock(workspace);
    interrupted = pending.map(({ type, resource }) => `${type} ${resource.urn.split("::").at(-1)}`);
    settled = await adopt(workspace);
    await workspace.deploy();
    balanced = balance(workspace);
    again = await workspace.previewAgain();
  });

  after(() => workspace?.dispose());

  it("leaves a replacement half done, and something that the state does not know", () => {
    expect(interrupted).to.include.members(["creating address", "creating only-in-2"]);
  });

  it("is settled by finishing the replacement before what is there is imported", () => {
    expect(settled.finished).to.be.greaterThan(0);
    expect(settled.imported).to.equal(1);
  });

  it("loses nothing, doubles nothing and has nothing left to do", () => {
    expect(balanced).to.deep.equal({ lost: [], doubled: [] });
    expect(again.code, again.stdout).to.equal(0);
  });
});
