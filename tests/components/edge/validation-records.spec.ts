import { expect } from "chai";
import { ValidationRecords } from "#components/edge/validation-records";
import { Zone } from "#components/edge/zone";
import { program } from "#docs/examples/edge/validation-records";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";

const RECORD = { name: "_acme-challenge_ab12.example.com", content: "cd34.authorize.example" };

function recordAll(records: Record<string, typeof RECORD>, askedBy = "Google"): Promise<Graph> {
  return recordWith(({ cloudflare }) => {
    const opts = { provider: cloudflare };
    const args = { domain: "example.com", accountId: "0".repeat(32), plan: "free" as const, records: {} };
    const zone = new Zone("edge", args, opts);
    new ValidationRecords("ownership", { zone, records, askedBy }, opts);
    return {};
  });
}

describe("components/edge/ValidationRecords", () => {
  it("are plain CNAME records of the zone", async () => {
    const graph = await recordAll({ "example.com": RECORD });
    expect(childrenOf(graph, "ownership")).to.deep.equal([
      "cloudflare:index/dnsRecord:DnsRecord ownership-example-com",
    ]);
    const { inputs, propertyDependencies } = nodeNamed(graph, "ownership-example-com");
    expect(inputs).to.deep.equal({
      zoneId: { $unknown: true },
      type: "CNAME",
      ...RECORD,
      proxied: false,
      ttl: 1,
      comment: "not proxied: proof of ownership for Google",
    });
    expect(propertyDependencies["zoneId"]).to.deep.equal([nodeNamed(graph, "edge-domain").urn]);
    expect(nodeNamed(graph, "ownership").published?.["facts"]).to.deep.equal({
      ownershipProofs: { domains: ["example.com"], askedBy: "Google" },
    });
  });

  it("may be named later, by whoever asks for them", async () => {
    const graph = await record(program, { project: "shop", stack: "prod" });
    const { inputs } = nodeNamed(graph, "ownership-example-com");
    expect([inputs["name"], inputs["content"]]).to.deep.equal([{ $unknown: true }, { $unknown: true }]);
  });

  it("come and go alone", async () => {
    const one = await recordAll({ "example.com": RECORD });
    const two = await recordAll({ "cdn.example.com": RECORD, "example.com": RECORD });
    const urns = (graph: Graph) => graph.nodes.map(({ urn }) => urn);
    expect(urns(two)).to.include.members(urns(one));
    expect(urns(two).length).to.equal(urns(one).length + 1);
  });

  it("refuses no record, and nobody who asks", async () => {
    expect(await failureOf(recordAll({}))).to.contain(
      'ValidationRecords "ownership": records is {}; allowed are at least one',
    );
    expect(await failureOf(recordAll({ "example.com": RECORD }, " "))).to.contain('askedBy is " "');
  });
});
