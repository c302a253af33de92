import { secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { OriginCertificate, type OriginCertificateArgs } from "#components/edge/origin-certificate";
import { Zone } from "#components/edge/zone";
import { program } from "#docs/examples/edge/origin-certificate";
import { isSecret, isUnknown } from "#graph/model";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { application } from "./fixtures.ts";

function planned(args: Partial<OriginCertificateArgs>) {
  return recordWith(({ cloudflare }) => {
    const opts = { provider: cloudflare };
    const zone = new Zone("zone", application, opts);
    const given = { zone, hosts: ["@"], signingRequest: secret("request"), ...args };
    return { expiresOn: new OriginCertificate("origin", given, opts).expiresOn };
  });
}

describe("OriginCertificate", () => {
  it("makes exactly one certificate, as its example shows", async () => {
    const graph = await record(program, { project: "strata", stack: "test" });
    expect(childrenOf(graph, "origin")).to.deep.equal([
      "cloudflare:index/originCaCertificate:OriginCaCertificate origin-certificate",
    ]);
    expect(nodeNamed(graph, "origin-certificate").inputs).to.deep.include({
      hostnames: ["example.com", "*.example.com"],
      requestType: "origin-ecc",
      requestedValidity: 90,
    });
    expect(isUnknown(outputsOf(graph)["certificate"])).to.equal(true);
  });

  it("keeps a secret signing request secret", async () => {
    const graph = await planned({});
    expect(isSecret(nodeNamed(graph, "origin-certificate").inputs["csr"])).to.equal(true);
    expect(isUnknown(graph.outputs["expiresOn"])).to.equal(true);
  });

  it("refuses what Cloudflare does not issue", async () => {
    expect(await planned({ hosts: [] }).catch(String)).to.include('OriginCertificate "origin": hosts is []');
    const forever = { validityDays: 100 as 90 };
    expect(await planned(forever).catch(String)).to.include(
      "validityDays is 100; allowed are 7, 30, 90, 365",
    );
  });
});
