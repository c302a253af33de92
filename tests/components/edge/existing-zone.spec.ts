import { expect } from "chai";
import { Zone } from "#components/edge/zone";
import type { ZoneArgs } from "#components/edge/zone/args";
import { program } from "#docs/examples/edge/existing-zone";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";

const ZONE_ID = "023e105f4ecef8ad9ca31a8372d0c353";
const ACCOUNT_ID = "0123456789abcdef0123456789abcdef";

const ARGS: ZoneArgs = {
  domain: "example.com",
  plan: "pro",
  records: { apex: { type: "A", name: "@", content: "192.0.2.10" } },
};

const recordZone = (args: Partial<ZoneArgs>) =>
  recordWith(({ cloudflare }) => {
    new Zone("zone", { ...ARGS, ...args }, { provider: cloudflare });
    return {};
  });

const existing = { zoneId: ZONE_ID };

const failureOf = (args: Partial<ZoneArgs>) =>
  recordZone(args).then(
    () => "nothing failed",
    (error: unknown) => String(error),
  );

describe("components/edge, a zone that is there already", () => {
  let graph: Graph;
  before(async () => {
    graph = await recordZone({ existing });
  });

  it("A2 has the same children as one that is created, without a plan that is bought", async () => {
    const created = childrenOf(await recordZone({ accountId: ACCOUNT_ID }), "zone", "strata:edge:Zone");
    expect(childrenOf(graph, "zone", "strata:edge:Zone")).to.deep.equal(
      created.filter(
        (child) => child !== "cloudflare:index/zoneSubscription:ZoneSubscription zone-subscription",
      ),
    );
  });

  it("is only read: nothing is said about it, and it is not protected", () => {
    const { read, inputs, protect } = nodeNamed(graph, "zone-domain");
    expect({ read, inputs, protect }).to.deep.equal({ read: { id: ZONE_ID }, inputs: {}, protect: false });
  });

  it("has its records, settings, rules and DNSSEC managed, once the cloud has confirmed its name", () => {
    const managed = graph.nodes.filter(({ type, read }) => type.startsWith("cloudflare:") && !read);
    expect(managed.length).to.be.greaterThan(15);
    const zone = nodeNamed(graph, "zone-domain").urn;
    for (const { name, inputs, propertyDependencies } of managed) {
      expect(inputs["zoneId"], name).to.deep.equal({ $unknown: true });
      expect(propertyDependencies["zoneId"], name).to.deep.equal([zone]);
    }
    expect(nodeNamed(graph, "zone-dnssec").protect).to.equal(true);
  });

  it("says that it is only read", () => {
    expect(nodeNamed(graph, "zone", "strata:edge:Zone").published?.["facts"]).to.deep.include({
      existing: { kind: "zone" },
    });
  });

  it("refuses an account, since nothing is created in it", async () => {
    expect(await failureOf({ existing, accountId: ACCOUNT_ID })).to.contain(
      'Zone "zone": accountId is "given"; allowed are none together with existing, which is only read',
    );
  });

  it("refuses ids that are none", async () => {
    expect(await failureOf({ existing: { zoneId: "example.com" } })).to.contain(
      'existing.zoneId is "example.com"; allowed are 32 hexadecimal digits',
    );
  });

  it("needs an account where a zone is created", async () => {
    expect(await failureOf({})).to.contain(
      "accountId is missing; allowed are 32 hexadecimal digits, unless the zone is existing",
    );
  });

  it("runs its example", async () => {
    const example = await record(program, { project: "shop", stack: "prod" });
    expect(example.nodes.filter(({ read }) => read).map(({ name }) => name)).to.deep.equal(["zone-domain"]);
  });
});
