import { expect } from "chai";
import type { Graph, Node } from "#graph/model";
import { at, CLUSTER, holds, POOL } from "../components/cluster/demands.ts";
import { stackFileText, temporaryProject } from "../support/project.ts";
import { findNode, stackGraph } from "../support/stacks.ts";

/** What the lists demand, in the stack's own project and not in that of the components' specs. */
const inProject = (project: string, demanded: unknown): unknown =>
  JSON.parse(JSON.stringify(demanded).replaceAll("test-project", project));

const ofType = ({ nodes }: Graph, type: string): Node[] => nodes.filter((node) => node.type.endsWith(type));

describe("checks that others wrote, in production", () => {
  for (const stack of ["howlerops-prod", "nextjs-prod"]) {
    let graph: Graph;
    before(async () => {
      graph = await stackGraph(stack);
    });

    it(`hold for the cluster of ${stack}`, () => {
      const { inputs } = findNode(graph, "Cluster", "cluster-gke");
      for (const [, path, demanded] of CLUSTER) {
        holds(inputs, path, inProject(stack, demanded));
      }
    });

    it(`hold for every node of ${stack}`, () => {
      const pools = ofType(graph, ":NodePool");
      expect(pools.length).to.be.greaterThan(0);
      for (const { inputs } of pools) {
        for (const [, path, demanded] of POOL) {
          holds(inputs, path, inProject(stack, demanded));
        }
      }
    });

    it(`hold for the network of ${stack}`, () => {
      const [network, ...others] = ofType(graph, "compute/network:Network");
      expect(others).to.deep.equal([]);
      expect(network?.inputs).to.include({ autoCreateSubnetworks: false });
      const subnets = ofType(graph, ":Subnetwork");
      expect(subnets.length).to.be.greaterThan(0);
      for (const { inputs } of subnets) {
        expect(inputs).to.include({ privateIpGoogleAccess: true });
        expect(inputs["logConfig"]).to.deep.include({ metadata: "INCLUDE_ALL_METADATA" });
      }
      for (const { inputs } of ofType(graph, ":Firewall").filter(({ inputs }) => inputs["allows"])) {
        expect(inputs["sourceRanges"]).not.to.include("0.0.0.0/0");
      }
      for (const { inputs } of ofType(graph, ":SSLPolicy")) {
        expect(inputs).to.include({ minTlsVersion: "TLS_1_2", profile: "RESTRICTED" });
      }
    });
  }

  it("CIS 5.8.2, CKV_GCP_65: groups may be named in roles, once the stack file names the organization's", async () => {
    const group = "gke-security-groups@sql-studio.app";
    const text = stackFileText("howlerops-prod").replace(
      /( {4}projectNumber: .*)/,
      `$1\n    securityGroup: ${group}`,
    );
    const project = temporaryProject({ "stacks/Pulumi.howlerops-prod.yaml": text });
    try {
      const { code, out, error } = await project.run("plan", "howlerops-prod", "--json");
      expect({ code, error }).to.deep.equal({ code: 0, error: "" });
      const { nodes } = JSON.parse(out) as Graph;
      const cluster = nodes.find(({ name }) => name === "cluster-gke");
      expect(cluster && at(cluster.inputs, "authenticatorGroupsConfig")).to.deep.equal({
        securityGroup: group,
      });
    } finally {
      project.remove();
    }
  });
});
