import { expect } from "chai";
import type { Run } from "../../harness/workspace/cli.ts";
import type { Workspace } from "../../harness/workspace/workspace.ts";
import { addFault, clearFaults, type FaultKind, revealAll, struck } from "../../simulators/cloud/faults.ts";
import { type Balance, balance, deployment, isInCloud, numbers } from "./deployment.ts";
import { adopt, NOTHING, plus } from "./operator.ts";

const VERSIONS = ["1", "2", "3"];
/** Of the random numbers: which fault strikes which resource. */
const SEED = 15;
const KINDS: readonly FaultKind[] = ["refused", "lost", "lost", "unfinished", "hidden"];
/** A cloud that fails once for each resource has to give in at last. */
const MOST_RUNS = 20;

describe("the cloud, failing once for each resource", () => {
  let workspace: Workspace;
  let runs = 0;
  let byHand = NOTHING;
  const balances: Balance[] = [];
  const unchanged: Run[] = [];

  before(async () => {
    workspace = await deployment();
    const number = numbers(SEED);
    for (const version of VERSIONS) {
      await workspace.configure("cloud:version", version);
      await addFaults(number);
      // Then many calls are under way when the first of them fails.
      addFault(workspace.cloud, { kind: "slow", count: Number.MAX_SAFE_INTEGER });
      for (let run = 0; !(await runOnce()); run++) {
        if (run === MOST_RUNS) {
          throw new Error(`version ${version} is still not there after ${run} runs`);
        }
        // Later the cloud shows what it has made, and somebody looks.
        revealAll(workspace.cloud);
        byHand = plus(byHand, await adopt(workspace));
      }
      clearFaults(workspace.cloud);
      revealAll(workspace.cloud);
      balances.push(balance(workspace));
      unchanged.push(await workspace.previewAgain());
    }
  });

  after(() => workspace?.dispose());

  /** A fault for the first call about each resource that the version wants to change something of. */
  async function addFaults(number: (below: number) => number): Promise<void> {
    const { steps } = await workspace.preview();
    const changed = steps.filter(({ op }) => op !== "same");
    for (const { urn, newState } of changed) {
      const [type = "", name = ""] = [urn.split("::")[2]?.split("$").at(-1), urn.split("::").at(-1)];
      if (newState && isInCloud(newState)) {
        addFault(workspace.cloud, {
          kind: KINDS[number(KINDS.length)] ?? "lost",
          subject: `${type} ${name}`,
        });
      }
    }
  }

  /** @returns whether it ended well */
  async function runOnce(): Promise<boolean> {
    runs++;
    const { code } = await workspace.up("--parallel", "32");
    return code === 0;
  }

  it("loses nothing and doubles nothing", () => {
    expect(balances).to.deep.equal(VERSIONS.map(() => ({ lost: [], doubled: [] })));
  });

  it("has nothing left to do when an update at last ends well", () => {
    expect(unchanged.map(({ code, stdout }) => (code === 0 ? "" : stdout))).to.deep.equal(
      VERSIONS.map(() => ""),
    );
  });

  it("failed more than 100 times, in every way, and each failure was mended", () => {
    const kinds = struck(workspace.cloud);
    const points = Object.values(kinds).reduce((sum, count) => sum + count, 0);
    console.log(`  tried ${points} fault points in ${runs} runs`);
    console.log(`      ${JSON.stringify({ ...kinds, ...byHand })}`);
    expect(points).to.be.greaterThan(100);
    expect(kinds).to.include.all.keys("refused", "lost", "unfinished", "hidden");
    expect(byHand.imported).to.be.greaterThan(5);
  });
});
