import { expect } from "chai";
import { PLAN_SETTING } from "./cloudflare/refusals.ts";
import { APIS_SETTING } from "./gcp/refusals.ts";
import {
  CLUSTER,
  DATABASE,
  NETWORK,
  RECORD,
  RULESET,
  SUBNETWORK,
  simulatedClouds,
  words,
} from "./support.ts";

describe("a simulated cloud refuses", () => {
  const { cloud, create, remove, zone } = simulatedClouds();

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
      await words(create(SUBNETWORK, { name: "c", network, ipCidrRange: "10.1.0.0/24", secondaryIpRanges })),
    ).to.contain("quotaExceeded");
  });

  it("C3 to connect a network again with another range, unless the program allows an update", async () => {
    const connection = "gcp:servicenetworking/connection:Connection";
    const { id: network } = await create(NETWORK, { name: "n" });
    for (const name of ["a", "b"]) {
      await create("gcp:compute/globalAddress:GlobalAddress", { name });
    }
    const inputs = { network, service: "servicenetworking.googleapis.com", deletionPolicy: "ABANDON" };
    const { id } = await create(connection, { ...inputs, reservedPeeringRanges: ["a"] });
    await remove(connection, id);
    expect(await words(remove(NETWORK, network))).to.contain("resourceInUseByAnotherResource");
    const other = { ...inputs, reservedPeeringRanges: ["b"] };
    expect(await words(create(connection, other))).to.contain("Cannot modify allocated ranges");
    await create(connection, { ...other, updateOnCreationFail: true });
  });

  it("C4 a primary that is larger than its replica", async () => {
    const instance = "gcp:sql/databaseInstance:DatabaseInstance";
    const sized = (tier: string, more = {}) => ({
      databaseVersion: "POSTGRES_18",
      settings: { tier },
      ...more,
    });
    await create(instance, sized("db-custom-2-7680", { name: "primary" }));
    const follows = { name: "replica", masterInstanceName: "primary" };
    expect(await words(create(instance, sized("db-custom-1-3840", follows)))).to.contain("can not be larger");
    await create(instance, sized("db-custom-2-7680", follows));
  });

  it("calls of an API that is not enabled, until it is", async () => {
    cloud().set(APIS_SETTING, "serviceusage.googleapis.com");
    expect(await words(create(NETWORK, { name: "n" }))).to.contain("SERVICE_DISABLED");
    await create("gcp:projects/service:Service", { service: "compute.googleapis.com" });
    await create(NETWORK, { name: "n" });
  });

  it("to delete what is protected, be it by default", async () => {
    const { id } = await create(CLUSTER, { name: "c", location: "us-central1" });
    expect(await words(remove(CLUSTER, id))).to.contain("deletion_protection");
  });

  it("A1 a database whose root password does not meet its password policy", async () => {
    const passwordValidationPolicy = {
      enablePasswordPolicy: true,
      minLength: 16,
      complexity: "COMPLEXITY_DEFAULT",
    };
    const database = { databaseVersion: "POSTGRES_18", settings: { tier: "t", passwordValidationPolicy } };
    const make = (name: string, more: Record<string, string>) =>
      create(DATABASE, { name, ...database, ...more });
    expect(await words(make("a", {}))).to.contain("Root user's password is not policy compliant");
    expect(await words(make("b", { rootPassword: "sixteen-letters-" }))).to.contain("should contain");
    await make("c", { rootPasswordWo: "Sixteen-letters-1", rootPasswordWoVersion: "1" });
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
    cloud().set(PLAN_SETTING, "free");
    expect(await words(create(RULESET, ruleset))).to.contain("2 out of 1");
    cloud().set(PLAN_SETTING, "pro");
    await create(RULESET, ruleset);
    expect(await words(create(RULESET, ruleset))).to.contain("exceeded maximum number of zone rulesets");
  });
});
