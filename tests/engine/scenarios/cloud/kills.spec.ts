import { expect } from "chai";
import type { Run } from "../../harness/workspace/cli.ts";
import type { Workspace } from "../../harness/workspace/workspace.ts";
import { addFault, clearFaults } from "../../simulators/cloud/faults.ts";
import { type Balance, balance, deployment, numbers } from "./deployment.ts";
import { adopt, NOTHING, plus, unlock } from "./operator.ts";

const VERSIONS = ["1", "2", "3", "2"];
/** How many are interrupted depends on the machine; when the versions are through too soon, some follow again. */
const POINTS = 100;
const MOST_VERSIONS = 10;
/** Of the random numbers: which call a kill strikes, and on which side of the change. */
const SEED = 20261121;
/** A run is killed in one of its first calls, so that many are. */
const CALLS = 24;
/** So many operations go on side by side that a kill interrupts ten. */
const PARALLEL = "32";

describe("the engine, killed again and again in the middle of updates", () => {
  let workspace: Workspace;
  let kills = 0;
  /** Operations by what the engine was doing. */
  const interrupted: Record<string, number> = {};
  let byHand = NOTHING;
  const balances: Balance[] = [];
  const unchanged: Run[] = [];

  before(async () => {
    workspace = await deployment({ killed: true });
    const number = numbers(SEED);
    for (const version of versions()) {
      await workspace.configure("cloud:version", version);
      while (!(await runKilled(number))) {
        for (const { type } of await unlock(workspace)) {
          interrupted[type] = (interrupted[type] ?? 0) + 1;
        }
        byHand = plus(byHand, await adopt(workspace));
      }
      balances.push(balance(workspace));
      unchanged.push(await workspace.previewAgain());
    }
  });

  after(() => workspace?.dispose());

  const points = () => Object.values(interrupted).reduce((sum, count) => sum + count, 0);

  function* versions(): Generator<string> {
    yield* VERSIONS;
    for (let more = VERSIONS.length; more < MOST_VERSIONS && points() <= POINTS; more++) {
      yield more % 2 === 0 ? "3" : "2";
    }
  }

  /** @returns whether it ended before it could be killed */
  async function runKilled(number: (below: number) => number): Promise<boolean> {
    addFault(workspace.cloud, { kind: "slow", count: Number.MAX_SAFE_INTEGER });
    const kind = number(2) === 0 ? "killed-before" : "killed-after";
    addFault(workspace.cloud, { kind, call: 1 + number(CALLS) });
    const { code, stdout, stderr } = await workspace.up("--parallel", PARALLEL);
    clearFaults(workspace.cloud);
    if (code !== 0 && code !== KILLED) {
      throw new Error(`up ended with ${code}:\n${stdout}${stderr}`);
    }
    kills += code === KILLED ? 1 : 0;
    return code === 0;
  }

  it("loses nothing and doubles nothing", () => {
    expect(balances.length).to.be.at.least(VERSIONS.length);
    expect(balances).to.deep.equal(balances.map(() => ({ lost: [], doubled: [] })));
  });

  it("has nothing left to do when an update at last ends well", () => {
    expect(unchanged.map(({ code, stdout }) => (code === 0 ? "" : stdout))).to.deep.equal(
      unchanged.map(() => ""),
    );
  });

  it(`was interrupted in more than ${POINTS} creations, changes and deletions, and each was settled`, () => {
    console.log(`  tried ${points()} kill points in ${kills} kills`);
    console.log(`      ${JSON.stringify({ ...interrupted, ...byHand })}`);
    expect(points()).to.be.greaterThan(POINTS);
    expect(interrupted["creating"]).to.be.greaterThan(30);
    expect(interrupted["updating"]).to.be.greaterThan(5);
    expect(interrupted["deleting"]).to.be.greaterThan(0);
  });
});

/** How the CLI's exit is reported when a signal ended it: 128 and SIGKILL's number. */
const KILLED = 128 + 9;
