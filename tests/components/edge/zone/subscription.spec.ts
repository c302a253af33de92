import { output } from "@pulumi/pulumi";
import { expect } from "chai";
import { Zone } from "#components/edge/zone";
import type { ZoneArgs } from "#components/edge/zone/args";
import { onceSubscribed } from "#components/edge/zone/subscription";
import type { Graph } from "#graph/model";
import type { PlanTier } from "#models/cloudflare/plan-limits";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { recordThings } from "../../../support/things.ts";

const SUBSCRIPTION = "cloudflare:index/zoneSubscription:ZoneSubscription";
const ACCOUNT_ID = "0123456789abcdef0123456789abcdef";
const ZONE_ID = "023e105f4ecef8ad9ca31a8372d0c353";

const ARGS: ZoneArgs = {
  domain: "example.com",
  plan: "pro",
  records: { apex: { type: "A", name: "@", content: "192.0.2.10" } },
};

const recorded = (args: Partial<ZoneArgs> = {}): Promise<Graph> =>
  recordWith(({ cloudflare }) => {
    const account = args.existing ? {} : { accountId: ACCOUNT_ID };
    new Zone("zone", { ...ARGS, ...account, ...args }, { provider: cloudflare });
    return {};
  });

const subscriptions = (graph: Graph) => graph.nodes.filter(({ type }) => type === SUBSCRIPTION);

const failureOf = (args: Partial<ZoneArgs>) =>
  recorded(args).then(
    () => "nothing failed",
    (error: unknown) => String(error),
  );

describe("the plan of a zone", () => {
  it("A2 is bought for a new zone, monthly, and as protected as the zone", async () => {
    const { inputs, protect, settings, propertyDependencies } = nodeNamed(
      await recorded(),
      "zone-subscription",
    );
    expect(inputs).to.deep.include({ frequency: "monthly", ratePlan: { id: "pro" } });
    expect(protect).to.equal(true);
    expect(settings.ignoreChanges, "changed in the dashboard").to.deep.equal(["frequency"]);
    expect(propertyDependencies["zoneId"]?.map((urn) => urn.split("::").at(-1))).to.deep.equal([
      "zone-domain",
    ]);
  });

  it("A2 is waited for by all that it decides about", async () => {
    const graph = await recorded({ leakedCredentialCheck: true, tieredCache: true });
    const { urn } = nodeNamed(graph, "zone-subscription");
    const waiting = new Set(
      graph.nodes
        .filter(({ dependencies }) => dependencies.includes(urn))
        .map(({ type }) => type.split(":").at(-1)),
    );
    expect([...waiting]).to.have.members([
      "ArgoTieredCaching",
      "BotManagement",
      "LeakedCredentialCheck",
      "Ruleset",
      "ZoneSetting",
    ]);
    const free = graph.nodes.filter(({ type }) => /:(DnsRecord|ZoneDnssec)$/.test(type));
    expect(free.filter(({ dependencies }) => dependencies.includes(urn))).to.deep.equal([]);
  });

  it("A2 is published, since it costs money", async () => {
    const { published } = nodeNamed(await recorded(), "zone", "strata:edge:Zone");
    expect(published?.["facts"]).to.deep.include({ subscription: { frequency: "monthly" } });
  });

  for (const [what, args] of Object.entries<Partial<ZoneArgs>>({
    "Free, which has none": { plan: "free" },
    "Enterprise, which is a contract": { plan: "enterprise" },
    "a zone whose subscription is somebody else's": { subscription: "existing" },
    "an existing zone": { existing: { zoneId: ZONE_ID } },
  })) {
    it(`A2 is not bought for ${what}`, async () => {
      expect(subscriptions(await recorded(args))).to.deep.equal([]);
    });
  }

  it("A2 refuses to buy what cannot be bought", async () => {
    for (const plan of ["free", "enterprise"] as const) {
      expect(await failureOf({ plan, subscription: "buy" })).to.contain(
        'Zone "zone": subscription is "buy"; allowed are "existing", unless the zone is created',
      );
    }
  });

  describe("that Cloudflare reports", () => {
    const idOnce = (stated: PlanTier, reported: string | undefined) =>
      recordThings(() => ({
        id: onceSubscribed("edge", output("id-1"), stated, output(reported)),
      })).then(
        (graph) => graph.outputs["id"],
        (error: unknown) => String(error),
      );

    for (const [stated, reported] of [
      ["pro", "pro"],
      ["pro", "business"],
      ["pro", "pro_plus"],
      ["business", "partners_business"],
      ["enterprise", "partners_ent"],
      ["pro", undefined],
      ["pro", "of-tomorrow"],
    ] as const) {
      it(`A2 is good enough for ${stated} if it is ${reported}`, async () => {
        expect(await idOnce(stated, reported)).to.equal("id-1");
      });
    }

    it("A2 stops an update that needs a higher one", async () => {
      expect(await idOnce("enterprise", "free")).to.contain(
        'Zone "edge": plan is "enterprise"; Cloudflare says that the zone is on "free": subscribe it first',
      );
    });
  });
});
