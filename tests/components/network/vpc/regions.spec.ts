import { expect } from "chai";
import { childrenByUrn, nodeNamed } from "../../../support/record.ts";
import { recordNetwork } from "./support.ts";

describe("components/network/Network: regions", () => {
  const all = { "us-central1": {}, "asia-south1": {}, "asia-southeast1": {} };

  it("come and go without a change to the others", async () => {
    const three = childrenByUrn(await recordNetwork({ regions: all, healthCheckPorts: [8080] }), "net");
    const two = childrenByUrn(
      await recordNetwork({
        regions: { "asia-southeast1": {}, "us-central1": {} },
        healthCheckPorts: [8080],
      }),
      "net",
    );
    expect(three).to.deep.include(two);
    const gone = Object.keys(three).filter((urn) => !(urn in two));
    expect(gone).to.have.length(4);
    expect(gone.every((urn) => urn.endsWith("-asia-south1"))).to.equal(true);
  });

  it("are drained without any change to what is there", async () => {
    const drained = await recordNetwork({ regions: { ...all, "asia-south1": { drained: true } } });
    expect(childrenByUrn(drained, "net")).to.deep.equal(
      childrenByUrn(await recordNetwork({ regions: all }), "net"),
    );
    expect(nodeNamed(drained, "net").published?.["facts"]).to.have.deep.property("regions", [
      { region: "us-central1", cidr: "10.6.0.0/20", drained: false },
      { region: "asia-south1", cidr: "10.134.0.0/20", drained: true },
      { region: "asia-southeast1", cidr: "10.142.0.0/20", drained: false },
    ]);
  });
});
