import { expect } from "chai";
import type { WireRecord } from "../provider/wire.ts";
import { CLUSTER, RECORD, simulatedClouds, words } from "./support.ts";

const SECRET = "gcp:secretmanager/secret:Secret";
const DNSSEC = "cloudflare:index/zoneDnssec:ZoneDnssec";
const BUCKET = "gcp:storage/bucket:Bucket";

const rotating = (nextRotationTime: string): WireRecord => ({
  secretId: "s",
  replication: { auto: {} },
  topics: [{ name: "projects/p/topics/t" }],
  rotation: { nextRotationTime, rotationPeriod: "7776000s" },
});

describe("what a simulated cloud does to values", () => {
  const { cloud, create, read, diff, zone } = simulatedClouds();

  const inputsOf = async (type: string, id: string) => (await read(type, id))?.inputs ?? {};

  it("B1 drops the networks of endpoints that are off", async () => {
    const inputs = {
      name: "c",
      location: "us-central1",
      controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: false } },
      masterAuthorizedNetworksConfig: { cidrBlocks: [] },
    };
    const { id, outputs } = await create(CLUSTER, inputs);
    expect(outputs).not.to.have.property("masterAuthorizedNetworksConfig");
    expect(await inputsOf(CLUSTER, id)).not.to.have.property("masterAuthorizedNetworksConfig");
  });

  it("B2 refuses a notification in the past, and moves on with each one that is due", async () => {
    expect(await words(create(SECRET, rotating("2020-01-01T00:00:00Z")))).to.include("must be in the future");
    cloud().put(
      {
        type: "gcp:pubsub/topic:Topic",
        key: "projects/p/topics/t",
        id: "projects/p/topics/t",
        inputs: {},
        computed: {},
      },
      [],
    );
    const { id } = await create(SECRET, rotating("2999-01-01T00:00:00Z"));
    const [made] = cloud().ofType(SECRET);
    if (made) {
      cloud().put({ ...made, inputs: rotating("2020-01-01T00:00:00Z") }, []);
    }
    const { rotation } = await inputsOf(SECRET, id);
    const { nextRotationTime } = rotation as { nextRotationTime: string };
    const behind = Date.parse(nextRotationTime) - Date.parse("2020-01-01T00:00:00Z");
    expect(Date.parse(nextRotationTime)).to.be.greaterThan(Date.now());
    expect(behind % (7776000 * 1000)).to.equal(0);
  });

  it("B3 stores names in lower case without the final dot, and answers with them only when read", async () => {
    const zoneId = await zone();
    const given = { zoneId, type: "MX", name: "Example.com", content: "MX.example.net.", priority: 1 };
    const { id, outputs } = await create(RECORD, given);
    expect(outputs).to.include({ content: "MX.example.net." });
    expect(await inputsOf(RECORD, `${zoneId}/${id}`)).to.include({
      name: "example.com",
      content: "mx.example.net",
    });
    const same = { ...given, name: "example.com", type: "A", content: "192.0.2.1" };
    const alias = { ...same, type: "CNAME", name: "EXAMPLE.com.", content: "a.example" };
    await create(RECORD, same);
    expect(await words(create(RECORD, alias))).to.include("81053");
  });

  it("B4 calls DNSSEC pending until the registrar publishes it", async () => {
    const zoneId = await zone();
    await create(DNSSEC, { zoneId, status: "active" });
    expect(await inputsOf(DNSSEC, zoneId)).to.include({ status: "pending" });
    const [made] = cloud().ofType(DNSSEC);
    if (made) {
      cloud().put({ ...made, computed: { ...made.computed, status: "active" } }, [zoneId]);
    }
    expect(await inputsOf(DNSSEC, zoneId)).to.include({ status: "active" });
  });

  it("fills in what the provider defaults to, and never reads what no API tells", async () => {
    const { id, outputs } = await create(BUCKET, { name: "b", location: "us-central1", forceDestroy: true });
    expect(outputs).to.include({ storageClass: "STANDARD", location: "US-CENTRAL1" });
    expect(await inputsOf(BUCKET, id)).not.to.have.property("forceDestroy");
  });

  it("compares sets without their order, and takes one form for the other", async () => {
    const firewall = "gcp:compute/firewall:Firewall";
    const ranges = (...sourceRanges: readonly string[]) => ({ network: "n", sourceRanges });
    const reordered = await diff(
      firewall,
      ranges("10.0.0.0/8", "192.0.2.0/24"),
      ranges("192.0.2.0/24", "10.0.0.0/8"),
    );
    expect(reordered.diffs).to.deep.equal([]);
    const link = "https://www.googleapis.com/compute/v1/projects/p/global/networks/n";
    expect(
      (await diff(firewall, { network: link }, { network: "projects/p/global/networks/n" })).diffs,
    ).to.deep.equal([]);
    expect((await diff(firewall, { network: link }, { network: "other" })).diffs).to.deep.equal(["network"]);
  });
});
