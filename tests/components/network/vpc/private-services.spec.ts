import { expect } from "chai";
import { Network } from "#components/network/network";
import { childrenByUrn, childrenOf, nodeNamed, recordWith } from "../../../support/record.ts";
import { NETWORK_ARGS, recordNetwork } from "./support.ts";

describe("components/network/Network: private services", () => {
  it("C3 reserves the planned range and connects it, also where an abandoned connection is remembered", async () => {
    const graph = await recordNetwork({ privateServices: true });
    expect(childrenOf(graph, "net").slice(-2)).to.deep.equal([
      "gcp:compute/globalAddress:GlobalAddress net-private-services",
      "gcp:servicenetworking/connection:Connection net-private-services",
    ]);
    expect(
      nodeNamed(graph, "net-private-services", "gcp:compute/globalAddress:GlobalAddress").inputs,
    ).to.deep.include({
      name: "howlerops-prod-private-services",
      purpose: "VPC_PEERING",
      addressType: "INTERNAL",
      address: "10.0.0.0",
      prefixLength: 16,
    });
    expect(
      nodeNamed(graph, "net-private-services", "gcp:servicenetworking/connection:Connection").inputs,
    ).to.deep.include({
      service: "servicenetworking.googleapis.com",
      reservedPeeringRanges: ["howlerops-prod-private-services"],
      deletionPolicy: "ABANDON",
      updateOnCreationFail: true,
    });
  });

  it("is a peer that policies can name before anything exists", async () => {
    let network: Network | undefined;
    await recordWith(({ gcp }) => {
      network = new Network("net", { ...NETWORK_ARGS, privateServices: true }, { provider: gcp });
      return {};
    });
    expect(network?.privateServices?.peer).to.deep.equal({ kind: "cidr", ranges: ["10.0.0.0/16"] });
  });

  it("moves nothing when it is turned on later", async () => {
    const before = childrenByUrn(await recordNetwork(), "net");
    const after = childrenByUrn(await recordNetwork({ privateServices: true }), "net");
    expect(Object.keys(before)).to.have.length(5);
    expect(after).to.deep.include(before);
  });
});
