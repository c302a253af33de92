import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { InitializationFailed } from "../provider/failure.ts";
import { secret, UNKNOWN, type WireRecord } from "../provider/wire.ts";
import { Cloud } from "./cloud/cloud.ts";
import { addFault, revealAll } from "./cloud/faults.ts";
import { cloudflare } from "./cloudflare/cloudflare.ts";
import { PLAN_SETTING } from "./cloudflare/refusals.ts";
import { googleCloud } from "./gcp/gcp.ts";
import { APIS_SETTING } from "./gcp/refusals.ts";
import { shapesOf } from "./sdk/shapes.ts";
import { Simulator } from "./simulator.ts";

const NETWORK = "gcp:compute/network:Network";
const SUBNETWORK = "gcp:compute/subnetwork:Subnetwork";
const CLUSTER = "gcp:container/cluster:Cluster";
const ZONE = "cloudflare:index/zone:Zone";
const RECORD = "cloudflare:index/dnsRecord:DnsRecord";
const RULESET = "cloudflare:index/ruleset:Ruleset";

describe("a simulated cloud", () => {
  let folder: string;
  let cloud: Cloud;
  let google: Simulator;
  let edge: Simulator;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "strata-cloud-"));
    cloud = new Cloud(join(folder, "cloud.sqlite"));
    const shapes = shapesOf("gcp");
    google = new Simulator(cloud, shapes, googleCloud(shapes));
    edge = new Simulator(cloud, shapesOf("cloudflare"), cloudflare(shapesOf("cloudflare")));
    await google.configure({ args: { project: "p", region: "us-central1", zone: "us-central1-a" } });
  });

  afterEach(() => {
    cloud.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const subject = (type: string, name = "it") => ({ urn: `urn:pulumi:s::p::${type}::${name}`, type, name });
  const simulator = (type: string) => (type.startsWith("gcp:") ? google : edge);
  const create = (type: string, inputs: WireRecord, preview = false) =>
    simulator(type).create({ ...subject(type), inputs, preview, timeoutSeconds: 0 });
  const remove = (type: string, id: string, olds: WireRecord = { zoneId: "" }) =>
    simulator(type).delete({ ...subject(type), id, olds, oldInputs: {}, timeoutSeconds: 0 });
  const check = async (type: string, news: WireRecord, olds: WireRecord = {}) =>
    simulator(type).check({ ...subject(type), olds, news, randomSeed: Buffer.from("abcdefgh") });
  const diff = (type: string, oldInputs: WireRecord, news: WireRecord) =>
    simulator(type).diff({ ...subject(type), id: "", olds: oldInputs, oldInputs, news, ignoreChanges: [] });
  const errorOf = (act: Promise<unknown>): Promise<unknown> =>
    act.then(
      () => undefined,
      (error: unknown) => error,
    );
  const words = async (act: Promise<unknown>) => String(await errorOf(act));
  const zone = async () => (await create(ZONE, { name: "example.com", account: { id: "a" } })).id;

  describe("checks", () => {
    const cases: readonly { what: string; type: string; inputs: WireRecord; failures: string[] }[] = [
      {
        what: "an unknown property",
        type: NETWORK,
        inputs: { nam: "n" },
        failures: ["nam: Invalid or unknown key"],
      },
      {
        what: "an unknown property inside",
        type: CLUSTER,
        inputs: { dnsConfig: { clusterDNS: "CLOUD_DNS" } },
        failures: ["dnsConfig.clusterDNS: Invalid or unknown key"],
      },
      {
        what: "a required property that is missing",
        type: RECORD,
        inputs: { zoneId: "z", name: "n", type: "A" },
        failures: ['ttl: Missing required argument "ttl"'],
      },
      {
        what: "one that is missing inside",
        type: RULESET,
        inputs: { zoneId: "z", name: "n", kind: "zone", phase: "p", rules: [{ action: "block" }] },
        failures: ['rules[0].expression: Missing required argument "expression"'],
      },
      {
        what: "a list for a text",
        type: NETWORK,
        inputs: { name: ["n"] },
        failures: ["name: expected a string"],
      },
      { what: "what is not known yet", type: NETWORK, inputs: { name: UNKNOWN }, failures: [] },
      { what: "a secret", type: NETWORK, inputs: { name: secret("n") }, failures: [] },
    ];
    for (const { what, type, inputs, failures } of cases) {
      it(what, async () => {
        const found = (await check(type, inputs)).failures ?? [];
        expect(found.map(({ property, reason }) => `${property}: ${reason}`)).to.deep.equal(failures);
      });
    }

    it("and names what has no name, once", async () => {
      const { inputs } = await check(NETWORK, {});
      expect(inputs).to.deep.equal({ name: "it-6162636", __defaults: ["name"] });
      expect((await check(NETWORK, {}, { name: "it-0000000" })).inputs["name"]).to.equal("it-0000000");
    });
  });

  describe("compares", () => {
    it("what can be changed in place", async () => {
      const { diffs, replaces } = await diff(
        SUBNETWORK,
        { ipCidrRange: "10.0.0.0/24" },
        { ipCidrRange: "10.0.0.0/22" },
      );
      expect({ diffs, replaces }).to.deep.equal({ diffs: ["ipCidrRange"], replaces: [] });
    });

    it("what replaces only under a condition", async () => {
      const { replaces } = await diff(
        SUBNETWORK,
        { ipCidrRange: "10.0.0.0/22" },
        { ipCidrRange: "10.0.0.0/24" },
      );
      expect(replaces).to.deep.equal(["ipCidrRange"]);
    });

    it("what replaces always, and deletes first what the program names", async () => {
      const change = (notes: WireRecord) => diff(NETWORK, { name: "a", ...notes }, { name: "b", ...notes });
      expect(await change({}))
        .to.include({ deleteBeforeReplace: true })
        .and.to.deep.include({ replaces: ["name"] });
      expect(await change({ __defaults: ["name"] })).to.include({ deleteBeforeReplace: false });
    });

    it("a block that is added and holds what replaces", async () => {
      const { replaces } = await diff(
        CLUSTER,
        {},
        { privateClusterConfig: { enablePrivateNodes: true, masterIpv4CidrBlock: "10.0.0.0/28" } },
      );
      expect(replaces).to.deep.equal(["privateClusterConfig"]);
    });

    it("what the cloud fills in: to leave it out changes nothing", async () => {
      expect((await diff(NETWORK, { mtu: 1460 }, {})).diffs).to.deep.equal([]);
    });
  });

  describe("refuses", () => {
    it("a name that is taken", async () => {
      await create(NETWORK, { name: "n" });
      expect(await words(create(NETWORK, { name: "n" }))).to.contain(
        "Error 409: projects/p/global/networks/n already exists",
      );
    });

    it("a reference to what does not exist", async () => {
      const inputs = { name: "s", network: "projects/p/global/networks/n", ipCidrRange: "10.0.0.0/24" };
      expect(await words(create(SUBNETWORK, inputs)))
        .to.contain("Error 404")
        .and.to.contain("networks/n");
    });

    it("to delete what others use", async () => {
      const { id, outputs } = await create(NETWORK, { name: "n" });
      await create(SUBNETWORK, { name: "s", network: outputs["selfLink"] ?? "", ipCidrRange: "10.0.0.0/24" });
      expect(await words(remove(NETWORK, id))).to.contain("resourceInUseByAnotherResource");
    });

    it("ranges that overlap, and more of them than there may be", async () => {
      const { id: network } = await create(NETWORK, { name: "n" });
      await create(SUBNETWORK, { name: "a", network, ipCidrRange: "10.0.0.0/16" });
      expect(await words(create(SUBNETWORK, { name: "b", network, ipCidrRange: "10.0.1.0/24" }))).to.contain(
        "Invalid IPCidrRange",
      );
      const secondaryIpRanges = Array.from({ length: 31 }, (_, at) => ({
        rangeName: `r${at}`,
        ipCidrRange: `10.2.${at}.0/24`,
      }));
      expect(
        await words(
          create(SUBNETWORK, { name: "c", network, ipCidrRange: "10.1.0.0/24", secondaryIpRanges }),
        ),
      ).to.contain("quotaExceeded");
    });

    it("calls of an API that is not enabled, until it is", async () => {
      cloud.set(APIS_SETTING, "serviceusage.googleapis.com");
      expect(await words(create(NETWORK, { name: "n" }))).to.contain("SERVICE_DISABLED");
      await create("gcp:projects/service:Service", { service: "compute.googleapis.com" });
      await create(NETWORK, { name: "n" });
    });

    it("to delete what is protected, be it by default", async () => {
      const { id } = await create(CLUSTER, { name: "c", location: "us-central1" });
      expect(await words(remove(CLUSTER, id))).to.contain("deletion_protection");
    });

    it("a service account that does not exist", async () => {
      const member = "serviceAccount:nobody@p.iam.gserviceaccount.com";
      const inputs = { project: "p", role: "roles/viewer", member };
      expect(await words(create("gcp:projects/iAMMember:IAMMember", inputs)))
        .to.contain("Error 400")
        .and.to.contain("does not exist");
    });

    it("a record that is there, and an alias beside an address", async () => {
      const record = { zoneId: await zone(), name: "a.example.com", type: "A", content: "192.0.2.1", ttl: 1 };
      await create(RECORD, record);
      expect(await words(create(RECORD, record))).to.contain("81058");
      expect(await words(create(RECORD, { ...record, type: "CNAME", content: "b" }))).to.contain("81053");
    });

    it("a second entry point of a phase, and more rules than the plan has", async () => {
      const ruleset = {
        zoneId: await zone(),
        kind: "zone",
        phase: "http_ratelimit",
        name: "n",
        rules: [{}, {}],
      };
      cloud.set(PLAN_SETTING, "free");
      expect(await words(create(RULESET, ruleset))).to.contain("2 out of 1");
      cloud.set(PLAN_SETTING, "pro");
      await create(RULESET, ruleset);
      expect(await words(create(RULESET, ruleset))).to.contain("exceeded maximum number of zone rulesets");
    });
  });

  describe("remembers", () => {
    it("key rings for good, and a zone's settings until the zone goes", async () => {
      const { id: ring } = await create("gcp:kms/keyRing:KeyRing", { name: "r", location: "global" });
      await remove("gcp:kms/keyRing:KeyRing", ring);
      const zoneId = await zone();
      await create("cloudflare:index/zoneSetting:ZoneSetting", { zoneId, settingId: "ssl", value: "strict" });
      await remove("cloudflare:index/zoneSetting:ZoneSetting", "ssl", { zoneId });
      expect(cloud.all().map(({ key }) => key)).to.have.members([ring, zoneId, `${zoneId}/ssl`]);
      await remove(ZONE, zoneId);
      expect(cloud.all().map(({ key }) => key)).to.deep.equal([ring]);
    });

    it("what it was told, for whoever asks or imports", async () => {
      const { id } = await create(NETWORK, { name: "n", description: secret("d") });
      const read = await google.read({ ...subject(NETWORK), id, inputs: {}, outputs: {} });
      expect(read).to.deep.include({ id, inputs: { name: "n", description: "d" } });
      expect(await google.read({ ...subject(NETWORK), id: `${id}x`, inputs: {}, outputs: {} })).to.equal(
        undefined,
      );
    });
  });

  describe("answers", () => {
    it("in a preview what is given, and unknown for what it fills in", async () => {
      const { outputs } = await create(CLUSTER, { name: "c", dnsConfig: {} }, true);
      expect(outputs).to.include({ name: "c", endpoint: UNKNOWN });
      expect(cloud.all()).to.deep.equal([]);
    });

    it("ids and addresses in the real forms, each only once", async () => {
      const addresses = await Promise.all(
        ["a", "b"].map((name) => create("gcp:compute/address:Address", { name })),
      );
      expect(addresses.map(({ id }) => id)).to.deep.equal(
        ["a", "b"].map((name) => `projects/p/regions/us-central1/addresses/${name}`),
      );
      expect(new Set(addresses.map(({ outputs }) => outputs["address"])).size).to.equal(2);
      expect(await zone()).to.match(/^[0-9a-f]{32}$/);
    });

    it("with secrets where it was given secrets", async () => {
      const { outputs } = await create(NETWORK, { name: "n", description: secret("d") });
      expect(outputs["description"]).to.deep.equal(secret("d"));
    });
  });

  describe("fails", () => {
    it("after the change, with the answer lost", async () => {
      addFault(cloud, { kind: "lost" });
      expect(await words(create(NETWORK, { name: "n" }))).to.contain("503");
      expect(cloud.exists("projects/p/global/networks/n")).to.equal(true);
    });

    it("while it waits, and keeps the id where the provider does", async () => {
      addFault(cloud, { kind: "unfinished", subject: "container/cluster" });
      const error = await errorOf(create(CLUSTER, { name: "c", location: "us-central1" }));
      expect(error)
        .to.be.instanceOf(InitializationFailed)
        .and.to.include({ id: "projects/p/locations/us-central1/clusters/c" });
    });

    it("to show what it has just made, for a while", async () => {
      addFault(cloud, { kind: "hidden" });
      const { id: network } = await create(NETWORK, { name: "n" });
      const subnetwork = { name: "s", network, ipCidrRange: "10.0.0.0/24" };
      expect(await words(create(SUBNETWORK, subnetwork))).to.contain("404");
      revealAll(cloud);
      await create(SUBNETWORK, subnetwork);
    });
  });
});
