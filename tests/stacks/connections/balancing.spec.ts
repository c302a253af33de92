import { expect } from "chai";
import type { Graph, Node } from "#graph/model";
import { assertTopology } from "#graph/topology";
import { findNode, stackGraph, valueAt } from "../../support/stacks.ts";

const BALANCED = ["nextjs-dev", "nextjs-staging", "nextjs-prod"] as const;
const DIRECT = ["howlerops-dev", "howlerops-staging", "howlerops-prod"] as const;

const urnsOf = ({ propertyDependencies }: Node, input: string) => propertyDependencies[input] ?? [];

function zonesIn(graph: Graph): string[] {
  const groups = valueAt(findNode(graph, "BackendService", "balancer-backend").inputs, "backends");
  return Array.isArray(groups)
    ? groups.map((backend) => /zones\/([^/]+)/.exec(String(valueAt(backend, "group")))?.[1] ?? "")
    : [];
}

describe("the load balancer in front of a system", () => {
  for (const stack of BALANCED) {
    it(`S28: ${stack} is reached at an anycast address, to which its names at the edge lead`, async () => {
      const graph = await stackGraph(stack);
      const address = findNode(graph, "GlobalAddress", "address-address").urn;
      expect(urnsOf(findNode(graph, "DnsRecord", "edge-apex"), "content")).to.deep.equal([address]);
      for (const rule of ["balancer-https", "balancer-http"]) {
        expect(urnsOf(findNode(graph, "GlobalForwardingRule", rule), "ipAddress")).to.deep.equal([address]);
      }
      const path = assertTopology(graph).links.map(({ from, to }) => `${from.name} ${to.owner?.name}`);
      expect(path).to.include.members(["edge balancer", "balancer ingress", "ingress app"]);
      expect(path).not.to.include("edge ingress");
    });

    it(`S29: ${stack} is asked for health every 5 seconds, where nginx answers without a host`, async () => {
      const graph = await stackGraph(stack);
      const { inputs } = findNode(graph, "HealthCheck", "balancer-health");
      expect(inputs["checkIntervalSec"]).to.equal(5);
      const path = valueAt(inputs, "httpsHealthCheck.requestPath");
      const { values } = findNode(graph, "Release", "ingress-release").inputs;
      expect(valueAt(values, "controller.healthStatusURI")).to.equal(path);
      expect(valueAt(values, "controller.healthStatus")).to.equal(true);
    });

    it(`${stack} has an endpoint group in each zone: nodes and a pod of the ingress in all of them`, async () => {
      const graph = await stackGraph(stack);
      const zones = zonesIn(graph);
      const cluster = findNode(graph, "Cluster", "cluster-gke").inputs;
      expect(cluster["nodeLocations"] ?? [cluster["location"]]).to.deep.equal(zones);
      const { values } = findNode(graph, "Release", "ingress-release").inputs;
      expect(valueAt(values, "controller.autoscaling.minReplicas")).to.be.at.least(zones.length);
      const group = valueAt(findNode(graph, "BackendService", "balancer-backend").inputs, "backends.0.group");
      expect(JSON.stringify(valueAt(values, "controller.service.annotations"))).to.contain(
        String(group).split("/").at(-1),
      );
    });

    it(`${stack} waits with its backends for the pods, and with nothing else`, async () => {
      const graph = await stackGraph(stack);
      const release = findNode(graph, "Release", "ingress-release").urn;
      const waiting = graph.nodes.filter(
        ({ type, dependencies }) => type.startsWith("gcp:") && dependencies.includes(release),
      );
      expect(waiting.map(({ name }) => name)).to.deep.equal(["balancer-backend"]);
    });

    it(`${stack} lets Google's front ends in at the one port that serves`, async () => {
      const graph = await stackGraph(stack);
      const { inputs } = findNode(graph, "Firewall", "network-health-checks-us-central1");
      expect(inputs["sourceRanges"]).to.deep.equal(["35.191.0.0/16", "130.211.0.0/22"]);
      expect(inputs["allows"]).to.deep.equal([{ protocol: "tcp", ports: ["443"] }]);
    });

    it(`${stack} starts its ingress with a certificate that is there`, async () => {
      const graph = await stackGraph(stack);
      const release = findNode(graph, "Release", "ingress-release");
      const certificate = findNode(graph, "Certificate", "balanced-certificate");
      const secret = `${valueAt(certificate.inputs, "metadata.namespace")}/${valueAt(certificate.inputs, "spec.secretName")}`;
      expect(valueAt(release.inputs["values"], "controller.defaultTLS.secret")).to.equal(secret);
      // Children of a component are made after all that it waits for.
      expect(findNode(graph, "NginxIngress", "ingress").dependencies).to.include(certificate.urn);
    });

    it(`${stack} proves its hosts in the zone, in a way that leaves cert-manager its own records`, async () => {
      const graph = await stackGraph(stack);
      for (const key of ["site", "assets"]) {
        const proof = findNode(graph, "DnsAuthorization", `balancer-proof-${key}`);
        expect(proof.inputs["type"]).to.equal("PER_PROJECT_RECORD");
        const record = findNode(graph, "DnsRecord", `ownership-${key}`);
        expect(urnsOf(record, "name")).to.deep.equal([proof.urn]);
        expect(urnsOf(record, "content")).to.deep.equal([proof.urn]);
        expect(record.inputs["proxied"]).to.equal(false);
      }
    });
  }

  for (const stack of DIRECT) {
    it(`S35: ${stack} has a static address at its ingress, and no load balancer before it`, async () => {
      const graph = await stackGraph(stack);
      const address = findNode(graph, "Address", "address-address");
      expect(address.inputs["region"]).to.equal("us-central1");
      expect(urnsOf(findNode(graph, "DnsRecord", "edge-apex"), "content")).to.deep.equal([address.urn]);
      expect(graph.nodes.some(({ type }) => type.endsWith(":GlobalLoadBalancer"))).to.equal(false);
      const ends = assertTopology(graph).links.map(({ from, to }) => `${from.name} ${to.owner?.name}`);
      expect(ends).to.include("edge ingress");
    });
  }
});
