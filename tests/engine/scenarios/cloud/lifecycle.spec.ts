import { expect } from "chai";
import type { Preview } from "../../harness/state.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import type { Workspace } from "../../harness/workspace/workspace.ts";
import type { CloudObject } from "../../simulators/cloud/cloud.ts";
import { type Balance, balance, deployment } from "./deployment.ts";
import { adopt, type Settled } from "./operator.ts";

const FIREWALL = "gcp:compute/firewall:Firewall";
const RECORD = "cloudflare:index/dnsRecord:DnsRecord";
/** What the cloud cannot delete. */
const BURNED = ["gcp:kms/cryptoKey:CryptoKey", "gcp:kms/keyRing:KeyRing"];

describe("a program and a cloud that remembers", () => {
  let workspace: Workspace;
  let still: Run;
  let found: Preview;
  let mended: Balance;
  let firewall: CloudObject | undefined;
  let records: readonly CloudObject[];
  let left: readonly CloudObject[];
  let refused: Run;
  let settled: Settled;
  let again: Balance;

  const refresh = (...args: readonly string[]) =>
    workspace.run("refresh", "--stack", workspace.stack, "--yes", "--skip-preview", ...args);

  before(async () => {
    workspace = await deployment();
    const { cloud } = workspace;
    await workspace.configure("cloud:encrypted", "true");
    await workspace.deploy();
    still = await refresh("--expect-no-changes");

    changeByHand();
    await refresh();
    found = await workspace.preview();
    await workspace.deploy();
    mended = balance(workspace);
    [firewall] = cloud.ofType(FIREWALL);
    records = cloud.ofType(RECORD);

    await workspace.destroy();
    left = cloud.all();
    refused = await workspace.up();
    settled = await adopt(workspace);
    await workspace.deploy();
    again = balance(workspace);
  });

  after(() => workspace?.dispose());

  /** Somebody opens a port to the world, and deletes a DNS record. */
  function changeByHand(): void {
    const { cloud } = workspace;
    const [open] = cloud.ofType(FIREWALL);
    const record = cloud.ofType(RECORD).find(({ inputs }) => inputs["name"] === "shop.cloud-tests.example");
    if (!open || !record) {
      throw new Error("the program made no firewall or no record");
    }
    cloud.put({ ...open, inputs: { ...open.inputs, sourceRanges: ["0.0.0.0/0"] } }, []);
    cloud.remove(record.type, record.key);
  }

  it("finds no drift where there is none", () => {
    expect(still.code, still.stdout + still.stderr).to.equal(0);
  });

  it("finds what was changed and deleted by hand, and nothing else", () => {
    const steps = found.steps
      .filter(({ op }) => op !== "same")
      .map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
    expect(steps).to.have.members(["update allow-health-checks", "create shop"]);
  });

  it("mends it", () => {
    expect(mended).to.deep.equal({ lost: [], doubled: [] });
    expect(firewall?.inputs["sourceRanges"]).to.deep.equal(["35.191.0.0/16", "130.211.0.0/22"]);
    expect(records.map(({ inputs }) => inputs["name"])).to.include("shop.cloud-tests.example");
  });

  it("leaves nothing behind when it is destroyed but what the cloud cannot delete", () => {
    expect(left.map(({ type }) => type)).to.deep.equal(BURNED);
  });

  it("meets their names again, and goes on when they are imported", () => {
    expect(refused.code).not.to.equal(0);
    expect(refused.stdout).to.contain("Error 409").and.to.contain("keyRings/ring");
    expect(settled).to.deep.equal({ imported: 2, deleted: 0, finished: 0 });
    expect(again).to.deep.equal({ lost: [], doubled: [] });
  });
});
