import { Network as Vpc } from "@pulumi/gcp/compute/network.js";
import { expect } from "chai";
import { Network } from "#components/network/network";
import { program } from "#docs/examples/network/network";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { NETWORK_ARGS, recordNetwork } from "./vpc/support.ts";

describe("components/network/Network", () => {
  it("consists of a VPC, a rule that denies, and a subnet with router and NAT in the region", async () => {
    expect(childrenOf(await recordNetwork(), "net")).to.deep.equal([
      "gcp:compute/network:Network net-vpc",
      "gcp:compute/firewall:Firewall net-deny-ingress",
      "gcp:compute/subnetwork:Subnetwork net-subnet-us-central1",
      "gcp:compute/router:Router net-router-us-central1",
      "gcp:compute/routerNat:RouterNat net-nat-us-central1",
    ]);
  });

  it("lets the cloud make no subnets of its own", async () => {
    const { inputs } = nodeNamed(await recordNetwork(), "net-vpc");
    expect(inputs).to.deep.equal({
      name: "howlerops-prod",
      autoCreateSubnetworks: false,
      routingMode: "GLOBAL",
      deletionPolicy: "PREVENT",
    });
  });

  it("gives the subnet planned ranges, flow logs and Private Google Access", async () => {
    const { inputs } = nodeNamed(await recordNetwork(), "net-subnet-us-central1");
    expect(inputs).to.deep.include({
      name: "howlerops-prod-us-central1",
      region: "us-central1",
      ipCidrRange: "10.6.0.0/20",
      secondaryIpRanges: [
        { rangeName: "pods", ipCidrRange: "10.4.0.0/15" },
        { rangeName: "services", ipCidrRange: "10.6.16.0/20" },
      ],
      privateIpGoogleAccess: true,
      logConfig: {
        aggregationInterval: "INTERVAL_5_SEC",
        flowSampling: 0.5,
        metadata: "INCLUDE_ALL_METADATA",
      },
    });
  });

  it("leads traffic out over a NAT that logs what it drops", async () => {
    const { inputs } = nodeNamed(await recordNetwork(), "net-nat-us-central1");
    expect(inputs).to.deep.include({
      router: "howlerops-prod-us-central1",
      natIpAllocateOption: "AUTO_ONLY",
      sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES",
      enableDynamicPortAllocation: true,
      enableEndpointIndependentMapping: false,
      logConfig: { enable: true, filter: "ERRORS_ONLY" },
    });
  });

  it("denies and logs what no other rule lets in", async () => {
    const { inputs } = nodeNamed(await recordNetwork(), "net-deny-ingress");
    expect(inputs).to.deep.include({
      direction: "INGRESS",
      priority: 65534,
      sourceRanges: ["0.0.0.0/0"],
      denies: [{ protocol: "all" }],
      logConfig: { metadata: "INCLUDE_ALL_METADATA" },
    });
  });

  it("lets health checks reach the ports that are named, and nothing else", async () => {
    const graph = await recordNetwork({ healthCheckPorts: [8080, 8443] });
    expect(nodeNamed(graph, "net-health-checks-us-central1").inputs).to.deep.include({
      name: "howlerops-prod-health-checks-us-central1",
      priority: 1000,
      sourceRanges: ["35.191.0.0/16", "130.211.0.0/22"],
      destinationRanges: ["10.6.0.0/20", "10.4.0.0/15"],
      allows: [{ protocol: "tcp", ports: ["8080", "8443"] }],
    });
    const rules = graph.nodes.filter(({ type }) => type === "gcp:compute/firewall:Firewall");
    expect(rules.map(({ name }) => name)).to.deep.equal([
      "net-deny-ingress",
      "net-health-checks-us-central1",
    ]);
  });

  it("hands out a region's names and ranges, all known when planning but the ids", async () => {
    let network: Network | undefined;
    const graph = await recordWith(({ gcp }) => {
      network = new Network(
        "vpc",
        { ...NETWORK_ARGS, regions: { main: { region: "us-central1" } } },
        { provider: gcp },
      );
      const { subnetwork, network: id } = network.regions["main"] ?? {};
      return { subnetwork, id };
    });
    expect(graph.outputs).to.deep.equal({ subnetwork: { $unknown: true }, id: { $unknown: true } });
    const { network: _id, subnetwork: _subnetwork, egress, ...plain } = network?.regions["main"] ?? {};
    expect(plain).to.deep.equal({
      region: "us-central1",
      podsRange: "pods",
      servicesRange: "services",
      nodesCidr: "10.6.0.0/20",
      podsCidr: "10.4.0.0/15",
      servicesCidr: "10.6.16.0/20",
      drained: false,
    });
    expect(egress).to.deep.equal([network?.resources.regions["main"]?.nat]);
  });

  describe("protection", () => {
    const protectedNodes = (graph: Graph) =>
      graph.nodes
        .filter((node) => node.protect)
        .map(({ name, inputs }) => `${name} ${inputs["deletionPolicy"]}`);

    it("holds network, subnets and the services' range, in Pulumi and in the provider", async () => {
      expect(protectedNodes(await recordNetwork({ privateServices: true }))).to.deep.equal([
        "net-vpc PREVENT",
        "net-subnet-us-central1 PREVENT",
        "net-private-services PREVENT",
        "net-private-services ABANDON",
      ]);
    });

    it("is lifted by one setting", async () => {
      const graph = await recordNetwork({ privateServices: true, protect: false });
      expect(protectedNodes(graph)).to.deep.equal([]);
      expect(JSON.stringify(graph.nodes.map(({ inputs }) => inputs))).not.to.contain("PREVENT");
      expect(nodeNamed(graph, "net").published?.["facts"]).to.deep.include({
        optOuts: [{ argument: "protect", value: false, default: true }],
      });
    });
  });

  it("registers although what surrounds it is unknown", async () => {
    const graph = await recordWith(({ gcp }) => {
      const other = new Vpc("other", {}, { provider: gcp });
      new Network("net", NETWORK_ARGS, { provider: gcp, dependsOn: [other] });
      return {};
    });
    expect(nodeNamed(graph, "net-subnet-us-central1").inputs["network"]).to.deep.equal({ $unknown: true });
  });

  it("stands beside another of its kind", async () => {
    const graph = await recordWith(({ gcp }) => {
      new Network("net", { ...NETWORK_ARGS, privateServices: true }, { provider: gcp });
      new Network("other", { ...NETWORK_ARGS, prefix: "other", privateServices: true }, { provider: gcp });
      return {};
    });
    expect(childrenOf(graph, "other")).to.have.length(childrenOf(graph, "net").length);
  });

  it("runs its example", async () => {
    const graph = await record(program, { project: "shop", stack: "prod" });
    expect(outputsOf(graph)).to.deep.equal({
      nodes: "10.6.0.0/20",
      databases: "10.0.0.0/16",
      caches: "10.6.32.0/20",
    });
    expect(graph.nodes.filter(({ type }) => type === "gcp:compute/subnetwork:Subnetwork")).to.have.length(4);
  });
});
