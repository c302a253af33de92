import { expect } from "chai";
import { InitializationFailed } from "../provider/failure.ts";
import { secret, UNKNOWN, type WireRecord } from "../provider/wire.ts";
import { addFault, revealAll } from "./cloud/faults.ts";
import {
  CLUSTER,
  errorOf,
  NETWORK,
  RECORD,
  RULESET,
  SUBNETWORK,
  simulatedClouds,
  words,
  ZONE,
} from "./support.ts";

describe("a simulated cloud", () => {
  const { check, cloud, create, diff, read, remove, zone } = simulatedClouds();

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
        inputs: {
          zoneId: "0".repeat(32),
          name: "n",
          kind: "zone",
          phase: "http_request_firewall_custom",
          rules: [{ action: "block" }],
        },
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

  describe("remembers", () => {
    it("key rings for good, and a zone's settings until the zone goes", async () => {
      const { id: ring } = await create("gcp:kms/keyRing:KeyRing", { name: "r", location: "global" });
      await remove("gcp:kms/keyRing:KeyRing", ring);
      const zoneId = await zone();
      await create("cloudflare:index/zoneSetting:ZoneSetting", { zoneId, settingId: "ssl", value: "strict" });
      await remove("cloudflare:index/zoneSetting:ZoneSetting", "ssl", { zoneId });
      expect(
        cloud()
          .all()
          .map(({ key }) => key),
      ).to.have.members([ring, zoneId, `${zoneId}/ssl`]);
      await remove(ZONE, zoneId);
      expect(
        cloud()
          .all()
          .map(({ key }) => key),
      ).to.deep.equal([ring]);
    });

    it("what it was told, for whoever asks or imports", async () => {
      const { id } = await create(NETWORK, { name: "n", description: secret("d") });
      const found = await read(NETWORK, id);
      expect(found).to.deep.include({ id, inputs: { name: "n", description: "d" } });
      expect(await read(NETWORK, `${id}x`)).to.equal(undefined);
    });
  });

  describe("answers", () => {
    it("in a preview what is given, and unknown for what it fills in", async () => {
      const { outputs } = await create(CLUSTER, { name: "c", dnsConfig: {} }, true);
      expect(outputs).to.include({ name: "c", endpoint: UNKNOWN });
      expect(cloud().all()).to.deep.equal([]);
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
      addFault(cloud(), { kind: "lost" });
      expect(await words(create(NETWORK, { name: "n" }))).to.contain("503");
      expect(cloud().exists("projects/p/global/networks/n")).to.equal(true);
    });

    it("while it waits, and keeps the id where the provider does", async () => {
      addFault(cloud(), { kind: "unfinished", subject: "container/cluster" });
      const error = await errorOf(create(CLUSTER, { name: "c", location: "us-central1" }));
      expect(error)
        .to.be.instanceOf(InitializationFailed)
        .and.to.include({ id: "projects/p/locations/us-central1/clusters/c" });
    });

    it("to show what it has just made, for a while", async () => {
      addFault(cloud(), { kind: "hidden" });
      const { id: network } = await create(NETWORK, { name: "n" });
      const subnetwork = { name: "s", network, ipCidrRange: "10.0.0.0/24" };
      expect(await words(create(SUBNETWORK, subnetwork))).to.contain("404");
      revealAll(cloud());
      await create(SUBNETWORK, subnetwork);
    });
  });
});
