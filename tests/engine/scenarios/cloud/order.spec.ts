import { join } from "node:path";
import { expect } from "chai";
import type { Run } from "../../harness/workspace/cli.ts";
import { Workspace } from "../../harness/workspace/workspace.ts";
import { balance } from "./deployment.ts";

const RECORD = "cloudflare:index/dnsRecord:DnsRecord";
const INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";
const CONNECTION = "gcp:servicenetworking/connection:Connection";
const [SMALL, LARGE] = ["db-custom-2-7680", "db-custom-4-15360"];

describe("what is replaced, or changes in an order, on the real engine", () => {
  let workspace: Workspace;

  before(async () => {
    workspace = await Workspace.create({
      project: join(import.meta.dirname, "order"),
      stack: "dev",
      links: ["index.ts", "program.ts"],
    });
    await succeeds();
  });

  after(() => workspace?.dispose());

  /** An update with other settings, which it keeps. */
  async function updated(settings: Readonly<Record<string, string>> = {}): Promise<Run> {
    for (const [key, value] of Object.entries(settings)) {
      await workspace.configure(`order:${key}`, value);
    }
    return workspace.up();
  }

  async function succeeds(settings?: Readonly<Record<string, string>>): Promise<Run> {
    const run = await updated(settings);
    expect(run.code, run.stdout + run.stderr).to.equal(0);
    expect(balance(workspace)).to.deep.equal({ lost: [], doubled: [] });
    return run;
  }

  const tiers = () =>
    workspace.cloud.ofType(INSTANCE).map(({ inputs }) => (inputs["settings"] as { tier: string }).tier);

  it("C1 an address becomes an alias, and an alias an address", async () => {
    await succeeds({ alias: "true" });
    const types = () => workspace.cloud.ofType(RECORD).map(({ inputs }) => inputs["type"]);
    expect(types()).to.deep.equal(["CNAME"]);
    await succeeds({ alias: "false" });
    expect(types()).to.deep.equal(["A"]);
  });

  it("C4 a database and its replica do not grow in one update; nothing changes", async () => {
    const { code, stdout } = await updated({ tier: LARGE });
    expect(code).to.be.greaterThan(0);
    expect(stdout).to.contain("The master instance can not be larger than replica instance");
    expect(tiers()).to.deep.equal([SMALL, SMALL]);
  });

  it("C4 they grow in two: the replica, then the primary; and shrink the other way", async () => {
    await succeeds({ tier: SMALL, replicaTier: LARGE });
    expect(tiers()).to.have.members([SMALL, LARGE]);
    await succeeds({ tier: LARGE });
    expect(tiers()).to.deep.equal([LARGE, LARGE]);
    await succeeds({ tier: SMALL });
    await succeeds({ replicaTier: SMALL });
    expect(tiers()).to.deep.equal([SMALL, SMALL]);
  });

  it("C1 what holds data is not replaced while it is protected, nor anything before it", async () => {
    await succeeds({ protect: "true" });
    const held = JSON.stringify(workspace.cloud.all());
    const { code, stdout } = await updated({ region: "europe-west1" });
    expect(code).to.be.greaterThan(0);
    expect(stdout).to.match(/database-primary.*\n?.*protect/s);
    expect(JSON.stringify(workspace.cloud.all())).to.equal(held);
    await succeeds({ region: "us-central1", protect: "false" });
  });

  it("C3 a connection that was abandoned is made again, in a network of the same name and with another range", async () => {
    await succeeds({ database: "false" });
    const { code, stdout } = await workspace.destroy();
    expect(code).to.be.greaterThan(0);
    expect(stdout).to.contain("is already being used by").and.to.contain("servicenetworking");
    // The connection is remembered with another range.
    const [left = expect.fail("the connection is gone")] = workspace.cloud.ofType(CONNECTION);
    const inputs = { ...left.inputs, reservedPeeringRanges: ["former"] };
    workspace.cloud.put({ ...left, inputs }, []);
    await succeeds({ base: "172.16.0.0/12" });
    const [again] = workspace.cloud.ofType(CONNECTION);
    expect(again?.inputs["reservedPeeringRanges"]).to.deep.equal(["order-tests-private-services"]);
  });
});
