import { expect } from "chai";
import { Network } from "#components/network/network";
import type { Node } from "#graph/model";
import { recordWith } from "../../support/record.ts";

/** Ports that no check wants open to the world, by the check that looks for each. */
const NEVER_OPEN: [string, number][] = [
  ["CKV_GCP_2", 22],
  ["CKV_GCP_3", 3389],
  ["CKV_GCP_75", 21],
  ["CKV_GCP_77", 20],
  ["CKV_GCP_88", 3306],
  ["CKV_GCP_106", 80],
];

describe("components/network, checks that others wrote", () => {
  let nodes: readonly Node[];
  const ofType = (type: string) => nodes.filter((node) => node.type === type);

  before(async () => {
    const graph = await recordWith(({ gcp }) => {
      new Network(
        "net",
        {
          prefix: "howlerops-prod",
          regions: { "us-central1": {}, "asia-south1": {} },
          privateServices: true,
          serviceConnections: { "gcp-memorystore": {} },
          healthCheckPorts: [8080],
        },
        { provider: gcp },
      );
      return {};
    });
    nodes = graph.nodes;
  });

  it("CKV_GCP_26, GCP-0029, GCP-0076, CIS 5.6.1: every subnet logs its flows", () => {
    const subnets = ofType("gcp:compute/subnetwork:Subnetwork");
    expect(subnets).to.have.length(4);
    for (const { inputs } of subnets) {
      expect(inputs["logConfig"]).to.deep.include({ flowSampling: 0.5, metadata: "INCLUDE_ALL_METADATA" });
    }
  });

  it("CKV_GCP_74, GCP-0075: every subnet reaches Google's services privately", () => {
    const subnets = ofType("gcp:compute/subnetwork:Subnetwork");
    expect(subnets.map(({ inputs }) => inputs["privateIpGoogleAccess"])).to.deep.equal([
      true,
      true,
      true,
      true,
    ]);
  });

  it("CKV_GCP_27, GCP-0010, CKV2_GCP_2: the network is neither the default nor a legacy one", () => {
    const [network, ...more] = ofType("gcp:compute/network:Network");
    expect(more).to.deep.equal([]);
    expect(network?.inputs).to.deep.include({ name: "howlerops-prod", autoCreateSubnetworks: false });
  });

  it("CKV2_GCP_18: the network has rules of its own", () => {
    expect(ofType("gcp:compute/firewall:Firewall").map(({ name }) => name)).to.deep.equal([
      "net-deny-ingress",
      "net-health-checks-us-central1",
      "net-health-checks-asia-south1",
    ]);
  });

  it(`CKV2_GCP_12, ${NEVER_OPEN.map(([id]) => id).join(", ")}: nothing is open to the world`, () => {
    const open = ofType("gcp:compute/firewall:Firewall").filter(
      ({ inputs }) => inputs["allows"] !== undefined,
    );
    expect(open).to.have.length(2);
    for (const { inputs } of open) {
      expect(inputs["sourceRanges"]).not.to.include("0.0.0.0/0");
      expect(inputs["allows"]).to.deep.equal([{ protocol: "tcp", ports: ["8080"] }]);
    }
  });

  it("gives no machine a public address: the only way out is the NAT", () => {
    expect(ofType("gcp:compute/routerNat:RouterNat")).to.have.length(2);
    expect(nodes.filter(({ inputs }) => inputs["addressType"] === "EXTERNAL")).to.deep.equal([]);
  });
});
