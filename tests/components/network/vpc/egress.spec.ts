import { expect } from "chai";
import type { NetworkArgs } from "#components/network/vpc/args";
import { UNKNOWN } from "#graph/model";
import { childrenOf, nodeNamed } from "../../../support/record.ts";
import { NETWORK_ARGS, recordNetwork } from "./support.ts";

function regionWith(region: NetworkArgs["regions"][string]): Partial<NetworkArgs> {
  return { regions: { "us-central1": region } };
}

describe("fixed addresses of a network's egress", () => {
  it("H31 are reserved, used by the region's NAT, and published for partners", async () => {
    const graph = await recordNetwork(regionWith({ egressAddresses: { a: "active", b: "active" } }));
    expect(childrenOf(graph, "net")).to.include.members([
      "gcp:compute/address:Address net-egress-us-central1-a",
      "gcp:compute/address:Address net-egress-us-central1-b",
    ]);
    const address = nodeNamed(graph, "net-egress-us-central1-a");
    expect(address.inputs).to.deep.equal({
      name: "howlerops-prod-egress-us-central1-a",
      region: "us-central1",
      addressType: "EXTERNAL",
      networkTier: "PREMIUM",
      deletionPolicy: "PREVENT",
    });
    expect(address.protect).to.equal(true);
    const nat = nodeNamed(graph, "net-nat-us-central1");
    expect(nat.inputs["natIpAllocateOption"]).to.equal("MANUAL_ONLY");
    expect(nat.propertyDependencies["natIps"]).to.have.length(2);
    const { published = {} } = nodeNamed(graph, "net", "strata:network:Network");
    expect(published["facts"]).to.have.nested.property("regions[0].egressAddresses", 2);
    expect(published["outputs"]).to.deep.equal({ egressAddresses: { "us-central1": UNKNOWN } });
  });

  it("H31 drain before they go: the NAT takes no new connections for them", async () => {
    const graph = await recordNetwork(regionWith({ egressAddresses: { a: "active", b: "draining" } }));
    const { propertyDependencies } = nodeNamed(graph, "net-nat-us-central1");
    const usedBy = (input: string) =>
      (propertyDependencies[input] ?? []).map((urn) => urn.split("::").at(-1));
    expect(usedBy("natIps")).to.deep.equal(["net-egress-us-central1-a"]);
    expect(usedBy("drainNatIps")).to.deep.equal(["net-egress-us-central1-b"]);
  });

  it("H31 are Google's own choice unless stated, as before", async () => {
    const { inputs } = nodeNamed(await recordNetwork(), "net-nat-us-central1");
    expect(inputs["natIpAllocateOption"]).to.equal("AUTO_ONLY");
    expect(inputs).not.to.have.any.keys("natIps", "drainNatIps");
  });

  it("H31 are refused without an active one, with keys that are no names, and in a subnet that is only read", async () => {
    const existing = {
      subnetwork: "nodes",
      nodesCidr: "10.0.0.0/20",
      podsCidr: "10.4.0.0/15",
      servicesCidr: "10.6.0.0/20",
      podsRange: "pods",
      servicesRange: "services",
    };
    const cases: [Partial<NetworkArgs>, string][] = [
      [regionWith({ egressAddresses: { a: "draining" } }), 'allowed are at least one "active" address'],
      [regionWith({ egressAddresses: {} }), 'at least one "active" address'],
      [regionWith({ egressAddresses: { A: "active" } }), 'egressAddresses key is "A"'],
      [
        {
          ...regionWith({ egressAddresses: { a: "active" }, existing }),
          existing: { networkId: "projects/p/global/networks/n" },
        },
        "none together with existing",
      ],
    ];
    for (const [args, words] of cases) {
      const error = await recordNetwork({ ...NETWORK_ARGS, ...args }).catch(String);
      expect(error).to.include('Network "net": ').and.to.include(words);
    }
  });
});
