import { output } from "@pulumi/pulumi";
import { expect } from "chai";
import { Cluster } from "#components/cluster/cluster";
import { confirmed } from "#components/core/existing";
import { Network } from "#components/network/network";
import { claimsAbout } from "#components/network/vpc/existing";
import { program } from "#docs/examples/network/existing-network";
import { type Graph, isRecord } from "#graph/model";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { childrenByUrn, childrenOf, nodeNamed, recordWith } from "../../../support/record.ts";
import { failureOf } from "../../../support/refusals.ts";
import { EXISTING, recordExisting, SUBNETWORK } from "./existing.ts";

const readOnly = (graph: Graph) =>
  graph.nodes.flatMap(({ name, read, protect, inputs }) => (read ? [{ name, read, protect, inputs }] : []));

describe("components/network, a VPC that is there already", () => {
  it("is read, and gets a subnet with its own way out and its own denial", async () => {
    const graph = await recordExisting();
    expect(childrenOf(graph, "net")).to.deep.equal([
      "gcp:compute/network:Network net-vpc",
      "gcp:compute/subnetwork:Subnetwork net-subnet-us-central1",
      "gcp:compute/router:Router net-router-us-central1",
      "gcp:compute/routerNat:RouterNat net-nat-us-central1",
      "gcp:compute/firewall:Firewall net-deny-ingress-us-central1",
    ]);
    expect(readOnly(graph)).to.deep.equal([
      {
        name: "net-vpc",
        read: { id: "projects/company-net/global/networks/shared" },
        protect: false,
        inputs: {},
      },
    ]);
    expect(nodeNamed(graph, "net-subnet-us-central1")).to.deep.include({ protect: true });
  });

  it("keeps to its own subnet and its own addresses, as others live there too", async () => {
    const graph = await recordExisting();
    const { inputs: nat } = nodeNamed(graph, "net-nat-us-central1");
    expect(nat).to.deep.include({
      sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
      subnetworks: [{ name: { $unknown: true }, sourceIpRangesToNats: ["ALL_IP_RANGES"] }],
    });
    expect(nodeNamed(graph, "net-deny-ingress-us-central1").inputs).to.deep.include({
      name: "howlerops-prod-deny-ingress-us-central1",
      priority: 65534,
      destinationRanges: ["10.4.0.0/14"],
    });
  });

  it("says that it is only read", async () => {
    expect(nodeNamed(await recordExisting({ protect: false }), "net").published?.["facts"]).to.deep.equal({
      existing: { kind: "network", name: "shared" },
      regions: [{ region: "us-central1", cidr: "10.6.0.0/20", drained: false }],
      defaultTraffic: { ingress: "deny", egress: "nat" },
      optOuts: [{ argument: "protect", value: false, default: true }],
    });
  });

  it("may have its subnets already: nothing is created then", async () => {
    const regions = { "us-central1": { existing: SUBNETWORK, drained: true } };
    let network: Network | undefined;
    const graph = await recordExisting({ regions, protect: false }, (made) => {
      network = made;
      return { subnetwork: made.regions["us-central1"]?.subnetwork };
    });
    expect(readOnly(graph).map(({ name, read }) => [name, read.id])).to.deep.equal([
      ["net-vpc", "projects/company-net/global/networks/shared"],
      ["net-subnet-us-central1", "projects/company-net/regions/us-central1/subnetworks/apps"],
    ]);
    expect(
      graph.nodes.filter(({ parent, read }) => parent === nodeNamed(graph, "net").urn && !read),
    ).to.deep.equal([]);
    // Known once the cloud has confirmed the ranges.
    expect(graph.outputs).to.deep.equal({ subnetwork: { $unknown: true } });
    const { network: id, subnetwork: _unknown, ...plain } = network?.regions["us-central1"] ?? {};
    expect(id).to.equal("projects/company-net/global/networks/shared");
    expect(plain).to.deep.equal({
      region: "us-central1",
      podsRange: "pods",
      servicesRange: "services",
      nodesCidr: "172.16.0.0/20",
      podsCidr: "172.18.0.0/15",
      servicesCidr: "172.16.16.0/20",
      drained: true,
    });
    expect(nodeNamed(graph, "net").published?.["facts"]).to.deep.equal({
      existing: { kind: "network", name: "shared" },
      regions: [{ region: "us-central1", cidr: "172.16.0.0/20", drained: true }],
    });
  });

  it("holds a cluster in a subnet that is only read", async () => {
    const graph = await recordWith(({ gcp }) => {
      const regions = { "us-central1": { existing: SUBNETWORK } };
      const network = new Network("net", { ...EXISTING, regions }, { provider: gcp }).regions["us-central1"];
      if (network) {
        const nodePools = { general: { machineType: "e2-medium", minNodes: 1, maxNodes: 3 } };
        const project = { id: "test-project", number: "1" };
        new Cluster("gke", { prefix: "a", project, network, nodePools }, { provider: gcp });
      }
      return {};
    });
    const { inputs, propertyDependencies } = nodeNamed(graph, "gke-gke");
    expect(inputs["network"]).to.equal("projects/company-net/global/networks/shared");
    expect(propertyDependencies["subnetwork"]).to.deep.equal([
      nodeNamed(graph, "net-subnet-us-central1").urn,
    ]);
  });

  describe("what is stated of subnets", () => {
    const found = { ipCidrRange: "172.16.0.0/20", pods: "172.18.0.0/15", services: "172.16.16.0/20" };
    const asked = (answer: typeof found) =>
      recordWith(() => {
        const claims = claimsAbout("us-central1", SUBNETWORK, {
          ipCidrRange: output(answer.ipCidrRange),
          secondaryIpRanges: output([
            { rangeName: "services", ipCidrRange: answer.services },
            { rangeName: "pods", ipCidrRange: answer.pods },
          ]),
        });
        return { subnetwork: confirmed(["Network", "net"], "apps", claims) };
      });

    it("is confirmed by the cloud before anything is built in them", async () => {
      expect((await asked(found)).outputs).to.deep.equal({
        subnetwork: "apps",
      });
    });

    for (const [key, argument] of [
      ["ipCidrRange", "nodesCidr"],
      ["pods", "podsCidr"],
      ["services", "servicesCidr"],
    ] as const) {
      it(`fails where ${argument} is another`, async () => {
        expect(await failureOf(asked({ ...found, [key]: "10.99.0.0/16" }))).to.contain(
          `Network "net": regions["us-central1"].existing.${argument} is "${SUBNETWORK[argument]}"; the cloud says "10.99.0.0/16"`,
        );
      });
    }
  });

  describe("managed services", () => {
    const existing = {
      networkId: "projects/company-net/global/networks/shared",
      privateServices: { rangeName: "google", cidr: "10.255.0.0/16" },
    };

    it("are reached by the connection that is there, which is read", async () => {
      let network: Network | undefined;
      const graph = await recordExisting({ existing }, (made) => {
        network = made;
        return {};
      });
      expect(readOnly(graph).map(({ read }) => read.id)).to.deep.equal([
        "projects/company-net/global/networks/shared",
        "projects/company-net/global/addresses/google",
        "projects/company-net/global/networks/shared:servicenetworking.googleapis.com",
      ]);
      expect(network?.privateServices).to.deep.include({
        cidr: "10.255.0.0/16",
        rangeName: "google",
        peer: { kind: "cidr", ranges: ["10.255.0.0/16"] },
      });
      expect(nodeNamed(graph, "net").published?.["facts"]).to.deep.include({
        managedServices: { access: "private-range" },
      });
    });

    it("are not connected a second time", async () => {
      expect(await failureOf(recordExisting({ privateServices: true }))).to.contain(
        'Network "net": privateServices is "given"; allowed are none together with existing, which is only read',
      );
    });
  });

  it("lets regions come and go without a change to the others", async () => {
    const one = childrenByUrn(await recordExisting(), "net");
    const regions = { "us-central1": {}, "asia-south1": {}, "us-east1": { existing: SUBNETWORK } };
    expect(childrenByUrn(await recordExisting({ regions }), "net")).to.deep.include(one);
  });

  it("runs its example", async () => {
    const graph = await record(program, { project: "shop", stack: "prod" });
    expect(outputsOf(graph)).to.deep.equal({ nodes: "10.131.0.0/21", databases: "10.255.0.0/16" });
    expect(readOnly(graph)).to.have.length(3);
    expect(readOnly(graph).every(({ protect, inputs }) => !protect && isRecord(inputs))).to.equal(true);
  });
});
