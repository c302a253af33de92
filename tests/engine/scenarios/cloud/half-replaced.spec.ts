import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import type { Deployment } from "../../harness/state.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import type { Workspace } from "../../harness/workspace/workspace.ts";
import { addFault, clearFaults } from "../../simulators/cloud/faults.ts";
import { type Balance, balance, deployment } from "./deployment.ts";
import { adopt, type Settled, unlock } from "./operator.ts";

/** It is replaced by version 2, and secrets depend on it. */
const PASSWORD = "RandomPassword::files";

describe("the engine, killed while it replaces one thing and has just created another", () => {
  let workspace: Workspace;
  let interrupted: readonly string[];
  let settled: Settled;
  let balanced: Balance;
  let again: Run;

  before(async () => {
    workspace = await deployment({ killed: true });
    const { cloud } = workspace;
    await workspace.configure("cloud:version", "1");
    await workspace.deploy();
    await workspace.configure("cloud:version", "2");
    // Nothing follows the new passwords yet when the record, which only this version has, is there and the engine dies.
    const count = Number.MAX_SAFE_INTEGER;
    addFault(cloud, { kind: "stuck", operation: "create", subject: "SecretVersion", count });
    addFault(cloud, { kind: "killed-after", operation: "create", subject: "DnsRecord only-in-2" });
    await workspace.up("--parallel", "32");
    clearFaults(cloud);
    dieBeforeWriting(workspace, PASSWORD);
    const pending = await unlock(workspace);
    interrupted = pending.map(({ type, resource }) => `${type} ${resource.urn.split("::").at(-1)}`);
    settled = await adopt(workspace);
    await workspace.deploy();
    balanced = balance(workspace);
    again = await workspace.previewAgain();
  });

  after(() => workspace?.dispose());

  it("leaves a replacement half done, and something that the state does not know", () => {
    expect(interrupted).to.include.members(["creating files", "creating only-in-2"]);
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

/**
 * Puts the state of a killed engine into the moment after a provider has answered the creation of a successor and
 * before the engine has written it down: the old resource is marked for deletion, and of the new one there is only
 * that it is being created. That lasts some milliseconds, too short to be met by a kill each time.
 *
 * @param name end of the resource's URN
 */
function dieBeforeWriting({ stateFile }: Workspace, name: string): void {
  const file = JSON.parse(readFileSync(stateFile, "utf8")) as { checkpoint: { latest: Deployment } };
  const { resources = [], pending_operations: pending = [], ...rest } = file.checkpoint.latest;
  const known = resources.filter(({ urn }) => urn.endsWith(name));
  const old = known.find((resource) => resource.delete) ?? known[0];
  const written = known.find((resource) => resource !== old);
  const { id: _id, outputs: _outputs, ...successor } = { ...(written ?? old), delete: false };
  const latest = {
    ...rest,
    resources: resources.flatMap((resource) =>
      resource === old ? [{ ...resource, delete: true }] : resource === written ? [] : [resource],
    ),
    pending_operations: [
      ...pending.filter(({ resource }) => !resource.urn.endsWith(name)),
      { type: "creating", resource: successor },
    ],
  };
  writeFileSync(stateFile, JSON.stringify({ ...file, checkpoint: { ...file.checkpoint, latest } }));
}
