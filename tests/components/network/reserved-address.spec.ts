import { expect } from "chai";
import { ReservedAddress, type ReservedAddressArgs } from "#components/network/reserved-address";
import { program } from "#docs/examples/network/reserved-address";
import { record } from "#graph/record/record";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";

const recordAddress = (args: ReservedAddressArgs) =>
  recordWith(({ gcp }) => {
    const { address } = new ReservedAddress("ingress", args, { provider: gcp });
    return { address };
  });

const REGIONAL = { addressName: "howlerops-prod-ingress", region: "us-central1" };

describe("components/network/ReservedAddress", () => {
  it("is one regional address, kept by Pulumi and by the provider", async () => {
    const graph = await recordAddress(REGIONAL);
    expect(childrenOf(graph, "ingress")).to.deep.equal(["gcp:compute/address:Address ingress-address"]);
    const node = nodeNamed(graph, "ingress-address");
    expect(node.protect).to.equal(true);
    expect(node.inputs).to.deep.equal({
      name: "howlerops-prod-ingress",
      addressType: "EXTERNAL",
      networkTier: "PREMIUM",
      region: "us-central1",
      deletionPolicy: "PREVENT",
    });
  });

  it("is an anycast address without a region", async () => {
    const graph = await recordAddress({ addressName: "gmail-auth-prod" });
    expect(childrenOf(graph, "ingress")).to.deep.equal([
      "gcp:compute/globalAddress:GlobalAddress ingress-address",
    ]);
    expect(nodeNamed(graph, "ingress-address").inputs).to.include({
      ipVersion: "IPV4",
      addressType: "EXTERNAL",
    });
  });

  it("is known only once it is reserved", async () => {
    expect((await recordAddress(REGIONAL)).outputs).to.deep.equal({ address: { $unknown: true } });
  });

  it("may be released where nothing is protected", async () => {
    const node = nodeNamed(await recordAddress({ ...REGIONAL, protect: false }), "ingress-address");
    expect([node.protect, node.inputs["deletionPolicy"]]).to.deep.equal([false, "DELETE"]);
  });

  const errors: [ReservedAddressArgs, string][] = [
    [
      { addressName: "-ingress" },
      'ReservedAddress "ingress": addressName is "-ingress"; allowed are lower-case',
    ],
    [{ addressName: "a".repeat(64) }, "allowed are names of at most 63 characters"],
    [
      { addressName: "ingress", region: "Iowa" },
      'region is "Iowa"; allowed are regions, such as us-central1',
    ],
  ];
  for (const [args, words] of errors) {
    it(`refuses ${JSON.stringify(args).slice(0, 60)}`, () => {
      expect(() => new ReservedAddress("ingress", args)).to.throw(words);
    });
  }

  it("runs its example", async () => {
    const graph = await record(program, { project: "shop", stack: "prod" });
    expect(nodeNamed(graph, "ingress-address-address").inputs["name"]).to.equal("shop-prod-ingress");
  });
});
