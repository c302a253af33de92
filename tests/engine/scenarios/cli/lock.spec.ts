import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { filesBelow } from "../../harness/files.ts";
import { FIXTURE, TOKEN } from "../../harness/fixture.ts";
import type { Deployment } from "../../harness/state.ts";
import type { Run, Started } from "../../harness/workspace/cli.ts";
import { PLUGINS } from "../../harness/workspace/plugins.ts";
import { Workspace } from "../../harness/workspace/workspace.ts";
import { Gate } from "./support/gate.ts";
import { killTree } from "./support/processes.ts";

const GATED = { name: "random", module: join(import.meta.dirname, "support/gated.ts") };

describe("updates of one stack that meet, on the real CLI", () => {
  let workspace: Workspace;
  let gate: Gate;
  let afterKill: Run;
  let locksAfterKill: string[];
  let interrupted: Deployment;
  let cancelled: Run;
  let locksAfterCancel: string[];
  let first: Run;
  let second: Run;
  let mended: Run;
  let again: Run;
  let state: Deployment;
  let cutOff: Run;
  let readAgain: Run;

  before(async () => {
    const plugins = PLUGINS.map((plugin) => (plugin.name === GATED.name ? GATED : plugin));
    const options = { ...FIXTURE, plugins, checkpoints: true, startsProviders: true };
    workspace = await Workspace.create(options, { "echo:token": TOKEN });
    gate = await Gate.open(workspace.root);

    const killed = await waitingUpdate();
    killTree(killed.processId);
    await killed.ended;
    locksAfterKill = locks();
    afterKill = await workspace.up();
    interrupted = workspace.state();
    cancelled = await workspace.run("cancel", "--stack", "dev", "--yes");
    locksAfterCancel = locks();

    const running = await waitingUpdate();
    second = await workspace.up();
    gate.release();
    first = await running.ended;
    mended = await workspace.run("refresh", "--stack", "dev", "--yes", "--clear-pending-creates");
    again = await workspace.up("--expect-no-changes");
    state = workspace.state();

    writeFileSync(`${workspace.stateFile}.attrs`, "");
    cutOff = await workspace.run("stack", "export", "--stack", "dev");
    rmSync(`${workspace.stateFile}.attrs`);
    readAgain = await workspace.run("stack", "export", "--stack", "dev");
  });

  after(() => {
    gate?.close();
    workspace?.dispose();
  });

  const locks = () =>
    [...filesBelow(workspace.root, ["state"]).keys()].filter((file) => file.includes("/locks/"));

  /** An update that waits while it creates a resource. One operation at a time: nothing else is being written. */
  async function waitingUpdate(): Promise<Started> {
    const arrival = gate.arrival();
    const args = ["up", "--stack", "dev", "--yes", "--skip-preview", "--parallel", "1"];
    const started = workspace.start(args, { variables: gate.variables });
    await Promise.race([arrival, started.ended]);
    return started;
  }

  describe("at the same time", () => {
    it("lets the first finish", () => {
      expect(first.code, first.stdout + first.stderr).to.equal(0);
    });

    it("refuses the second before it does anything, and names who holds the lock and what ends it", () => {
      expect(second.code).to.be.greaterThan(0);
      expect(second.stdout).to.equal("");
      expect(second.stderr).to.match(/^error: the stack is currently locked by 1 lock\(s\)\. Either wait/);
      expect(second.stderr).to.contain("`pulumi cancel`");
      expect(second.stderr).to.match(/created by \S+ \(pid \d+\) at \d{4}-\d{2}-\d{2}T/);
    });

    it("leaves a state in which nothing is to be done", () => {
      expect(again.code, again.stdout + again.stderr).to.equal(0);
      expect(again.stdout).to.match(/Resources:\n +\d+ unchanged\n/);
    });
  });

  describe("after one that was killed", () => {
    it("are refused, since its lock stays", () => {
      expect(locksAfterKill.filter((file) => file.endsWith(".json"))).to.have.length(1);
      expect(afterKill.stderr).to.contain("the stack is currently locked");
    });

    it("can go on once pulumi cancel has removed the lock", () => {
      expect(cancelled.code, cancelled.stderr).to.equal(0);
      expect(locksAfterCancel).to.deep.equal([]);
      expect(first.stdout).to.match(/Resources:\n +\+ \d+ created\n +\d+ unchanged\n/);
    });

    it("are told what it was creating", () => {
      const pending = (interrupted.pending_operations ?? []).map(({ type, resource }) => [
        type,
        resource.type,
      ]);
      expect(pending).to.deep.equal([["creating", "random:index/randomPassword:RandomPassword"]]);
      expect(first.stdout).to.contain("RandomPassword::password, interrupted while creating");
    });

    it("are not told again once a refresh with --clear-pending-creates has mended the state", () => {
      expect(mended.code, mended.stdout + mended.stderr).to.equal(0);
      expect(state.pending_operations ?? []).to.deep.equal([]);
      expect(again.stdout).not.to.contain("interrupted while");
    });
  });

  it("cannot read a state whose side file was cut off, until that file is gone", () => {
    expect(cutOff.stderr).to.equal("error: failed to load checkpoint: EOF\n");
    expect(readAgain.code).to.equal(0);
  });
});
