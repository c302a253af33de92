import { expect } from "chai";
import { Network } from "#components/network/network";
import type { NetworkArgs } from "#components/network/vpc/args";
import { childrenByUrn, childrenOf, nodeNamed, recordWith } from "../../../support/record.ts";

const ARGS: NetworkArgs = {
  prefix: "howlerops-prod",
  regions: { "us-central1": {} },
  serviceConnections: { "gcp-memorystore": {}, "google-cloud-sql": { limit: 4 } },
};

const recordNetwork = (
  args: Partial<NetworkArgs> = {},
  use: (network: Network) => Record<string, unknown> = () => ({}),
) => recordWith(({ gcp }) => use(new Network("net", { ...ARGS, ...args }, { provider: gcp })));

describe("components/network, endpoints of managed services", () => {
  it("lie in a subnet for nothing else, and are let in by one policy for each service", async () => {
    expect(childrenOf(await recordNetwork(), "net").slice(5)).to.deep.equal([
      "gcp:compute/subnetwork:Subnetwork net-endpoints-us-central1",
      "gcp:networkconnectivity/serviceConnectionPolicy:ServiceConnectionPolicy net-google-cloud-sql-us-central1",
      "gcp:networkconnectivity/serviceConnectionPolicy:ServiceConnectionPolicy net-gcp-memorystore-us-central1",
    ]);
  });

  it("have the planned range, with flow logs and protection as other subnets", async () => {
    const { inputs, protect } = nodeNamed(await recordNetwork(), "net-endpoints-us-central1");
    expect(protect).to.equal(true);
    expect(inputs).to.deep.include({
      name: "howlerops-prod-endpoints-us-central1",
      ipCidrRange: "10.6.32.0/20",
      privateIpGoogleAccess: true,
      deletionPolicy: "PREVENT",
    });
    expect(inputs["logConfig"]).to.deep.include({ flowSampling: 0.5 });
    expect(inputs).not.to.have.property("secondaryIpRanges");
  });

  it("are as many as the limit says, in their network and region only", async () => {
    const graph = await recordNetwork();
    expect(nodeNamed(graph, "net-google-cloud-sql-us-central1").inputs).to.deep.equal({
      name: "howlerops-prod-google-cloud-sql-us-central1",
      location: "us-central1",
      network: { $unknown: true },
      serviceClass: "google-cloud-sql",
      pscConfig: { subnetworks: [{ $unknown: true }], limit: "4" },
    });
    expect(nodeNamed(graph, "net-gcp-memorystore-us-central1").inputs["pscConfig"]).to.deep.include({
      limit: "16",
    });
    expect(nodeNamed(graph, "net").published?.["facts"]).to.deep.include({
      serviceConnections: [
        { service: "google-cloud-sql", limit: 4 },
        { service: "gcp-memorystore", limit: 16 },
      ],
    });
  });

  it("are a peer that policies can name before anything exists", async () => {
    let network: Network | undefined;
    await recordNetwork({}, (made) => {
      network = made;
      return {};
    });
    const { cidr, peer, policies } = network?.serviceConnections["us-central1"] ?? {};
    expect({ cidr, peer }).to.deep.equal({
      cidr: "10.6.32.0/20",
      peer: { kind: "cidr", ranges: ["10.6.32.0/20"] },
    });
    expect(Object.keys(policies ?? {})).to.deep.equal(["google-cloud-sql", "gcp-memorystore"]);
  });

  it("come and go, by service and by region, without a change to anything else", async () => {
    const none = childrenByUrn(await recordNetwork({ serviceConnections: {} }), "net");
    const one = childrenByUrn(
      await recordNetwork({ serviceConnections: { "google-cloud-sql": { limit: 4 } } }),
      "net",
    );
    const two = childrenByUrn(await recordNetwork(), "net");
    const elsewhere = childrenByUrn(
      await recordNetwork({ regions: { "us-central1": {}, "asia-south1": {} } }),
      "net",
    );
    expect(Object.keys(none)).to.have.length(5);
    expect(one).to.deep.include(none);
    expect(two).to.deep.include(one);
    expect(elsewhere).to.deep.include(two);
  });

  const errors: [string, Partial<NetworkArgs>, string][] = [
    [
      "a limit that is none",
      { serviceConnections: { "gcp-memorystore": { limit: 0 } } },
      'serviceConnections["gcp-memorystore"].limit is 0; allowed are whole numbers from 1 to 1000 (endpoints in a region)',
    ],
    [
      "a service that does not connect by itself",
      { serviceConnections: JSON.parse('{"bigtable":{}}') },
      "serviceConnections.bigtable is not an argument; known are google-cloud-sql, gcp-memorystore",
    ],
    [
      "more endpoints than their range holds",
      { addresses: { base: "10.0.0.0/14" }, serviceConnections: { "gcp-memorystore": { limit: 100 } } },
      'serviceConnections is "100 endpoints"; allowed are at most 60 in 10.0.24.128/26',
    ],
    [
      "names that get too long",
      { prefix: "a-long-name-of-a-system-and-its-envi" },
      "allowed are shorter: a-long-name-of-a-system-and-its-envi-google-cloud-sql-us-central1 has 65 of 63 characters",
    ],
  ];
  for (const [what, args, words] of errors) {
    it(`refuses ${what}`, async () => {
      const failure = await recordNetwork(args).then(
        () => "nothing failed",
        (error: unknown) => String(error),
      );
      expect(failure).to.contain(words);
    });
  }
});
